// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/units.hpp>

namespace tokendyno::cost {

/// What is paid for: one replica of a server, whatever it consists of.
struct deployment {
  usd per_hour{};  ///< of the whole replica, with all of its GPUs; `cost::hourly_price` gives it for bought hardware
};

}  // namespace tokendyno::cost
