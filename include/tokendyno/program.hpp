// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/program/arguments.hpp>
#include <tokendyno/program/conclude.hpp>
#include <tokendyno/program/error.hpp>
#include <tokendyno/program/file_limit.hpp>
#include <tokendyno/program/interrupt.hpp>
#include <tokendyno/program/main.hpp>
#include <tokendyno/program/output_file.hpp>
#include <tokendyno/program/progress_line.hpp>
#include <tokendyno/program/seed.hpp>
#include <tokendyno/program/target_options.hpp>
#include <tokendyno/program/value.hpp>
#include <tokendyno/program/write_then_show.hpp>
