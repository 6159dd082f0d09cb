// Owner of the precompiled headers that the Asio-using folders share (see cmake/Folder.cmake).
