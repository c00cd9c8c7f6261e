// SPDX-License-Identifier: MIT
#include "pybind.hpp"

#include "register.hpp"

PYBIND11_MODULE(_core, m) {
  using namespace tokendyno::bindings;
  register_core(m);
  register_stats(m);
  register_cost(m);
  register_sim(m);
}
