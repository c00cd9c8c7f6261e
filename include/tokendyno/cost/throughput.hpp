// SPDX-License-Identifier: MIT
#pragma once

namespace tokendyno::cost {

/// What one replica delivers at the load it is run at: the SLO-feasible load, not the peak.
struct throughput {
  double output_tokens_per_second = 0;       ///< generated
  double input_tokens_per_second = 0;        ///< of prompts
  double good_output_tokens_per_second = 0;  ///< generated in requests that met the SLO
};

}  // namespace tokendyno::cost
