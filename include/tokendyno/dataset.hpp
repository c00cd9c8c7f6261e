// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/dataset/csv.hpp>
#include <tokendyno/dataset/text_file.hpp>
