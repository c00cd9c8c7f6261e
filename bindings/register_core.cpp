// SPDX-License-Identifier: MIT
#include "pybind.hpp"

#include "register.hpp"

#include <tokendyno/core/error.hpp>
#include <tokendyno/version.hpp>

namespace tokendyno::bindings {

void register_core(pybind11::module_& m) {
  m.doc() = "The compiled part of tokendyno; use what the package tokendyno makes of it.";
  m.attr("__version__") = version;
  // `invalid_argument` needs nothing: pybind11 turns every std::invalid_argument into ValueError.
  auto setup = pybind11::register_exception<setup_error>(m, "SetupError", PyExc_RuntimeError);
  setup.attr("__module__") = "tokendyno";
  setup.doc() = "Raised when set-up cannot proceed, such as for a model that does not fit the GPU.";
}

}  // namespace tokendyno::bindings
