find_package(Python3 REQUIRED COMPONENTS Interpreter)

# belfry_embed_assets(<target> FUNCTION <name> HEADER <header> DIRECTORY <folder>)
# A static library with the function that `HEADER` declares: it returns the folder's files as an AssetSet. Files that
# are changed, added or removed are seen by the next build; a folder that is not there is an empty set.
function(belfry_embed_assets target)
  cmake_parse_arguments(EMBED "" "FUNCTION;HEADER;DIRECTORY" "" ${ARGN})
  file(GLOB_RECURSE files CONFIGURE_DEPENDS "${EMBED_DIRECTORY}/*")
  set(tool ${CMAKE_SOURCE_DIR}/tools/embed_assets.py)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
  set(bytes ${CMAKE_CURRENT_BINARY_DIR}/${target}.bin)
  # The tool reads the folder itself. This list is there so that a file that came or went runs it, too.
  set(listing ${CMAKE_CURRENT_BINARY_DIR}/${target}.files)
  string(REPLACE ";" "\n" lines "${EMBED_DIRECTORY};${files}")
  file(CONFIGURE OUTPUT ${listing} CONTENT "@lines@\n" @ONLY)
  add_custom_command(
    OUTPUT ${source} ${bytes}
    COMMAND ${Python3_EXECUTABLE} ${tool} --directory "${EMBED_DIRECTORY}" --function ${EMBED_FUNCTION}
            --header ${EMBED_HEADER} --source ${source} --bytes ${bytes}
    DEPENDS ${tool} ${listing} ${files}
    COMMENT "Embedding ${EMBED_DIRECTORY}"
    VERBATIM)
  add_library(${target} STATIC ${source})
  # The assembler reads the bytes by a directive, which no scan for included files sees.
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${bytes})
  target_link_libraries(${target} PUBLIC belfry_assets)
  add_custom_target(${target}_source DEPENDS ${source})
  add_dependencies(generated_sources ${target}_source)
endfunction()
