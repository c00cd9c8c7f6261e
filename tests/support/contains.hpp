// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace support {

/// True if `part` stands anywhere in `text`.
inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace support
