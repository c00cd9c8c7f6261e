// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/workload/documents.hpp>
#include <tokendyno/workload/fixed.hpp>
#include <tokendyno/workload/lengths.hpp>
#include <tokendyno/workload/prompt.hpp>
#include <tokendyno/workload/source.hpp>
#include <tokendyno/workload/synthetic.hpp>
#include <tokendyno/workload/words.hpp>
