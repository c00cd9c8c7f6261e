// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/memory/gib.hpp>
#include <tokendyno/memory/gpu.hpp>
#include <tokendyno/memory/kv_pool.hpp>
#include <tokendyno/memory/model_shape.hpp>
#include <tokendyno/memory/scheme.hpp>
