#pragma once

#include <pthread.h>

#include <string>

namespace belfry::runtime {

/// What `top -H` and debuggers show; the kernel keeps 15 characters.
inline void name_this_thread(const std::string& name) {
  pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}

}  // namespace belfry::runtime
