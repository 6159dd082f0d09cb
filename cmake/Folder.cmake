# Everything that is written by the build itself: what a tool that reads sources needs first.
add_custom_target(generated_sources)

# belfry_folder(<target> [PCH] LINKS <targets...>)
# One static library for the folder that calls it: every .cpp in it, linked only to what the folder may know.
# `PCH` shares the precompiled Asio and standard headers.
function(belfry_folder target)
  cmake_parse_arguments(FOLDER "PCH" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${target} PUBLIC ${FOLDER_LINKS})
    if(FOLDER_PCH)
      target_link_libraries(${target} PUBLIC belfry_boost fmt::fmt spdlog::spdlog)
      target_precompile_headers(${target} REUSE_FROM belfry_pch)
    endif()
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${target} INTERFACE ${FOLDER_LINKS})
  endif()
endfunction()
