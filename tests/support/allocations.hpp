// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

// Counts allocations of a test program. Include in one source file of it only: it replaces the global operator new.
namespace support {

inline std::size_t allocations = 0;

}  // namespace support

void* operator new(std::size_t size) {
  ++support::allocations;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
