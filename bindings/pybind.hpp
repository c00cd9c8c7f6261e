// SPDX-License-Identifier: MIT
#pragma once

// Python.h asks to be included before any header of the standard library.
#include <pybind11/pybind11.h>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>
