// SPDX-License-Identifier: MIT
#pragma once

#include "pybind.hpp"

namespace tokendyno::bindings {

/// Each adds what its layer offers to Python to the module; errors first, for the others to throw them.
void register_core(pybind11::module_& m);
void register_stats(pybind11::module_& m);
void register_cost(pybind11::module_& m);
void register_sim(pybind11::module_& m);

}  // namespace tokendyno::bindings
