// SPDX-License-Identifier: MIT
#include "pybind.hpp"

#include "convert.hpp"
#include "register.hpp"

#include <tokendyno/core/error.hpp>
#include <tokendyno/memory/gpu.hpp>
#include <tokendyno/memory/model_shape.hpp>
#include <tokendyno/memory/scheme.hpp>
#include <tokendyno/sim/closed_loop.hpp>
#include <tokendyno/sim/profile.hpp>
#include <tokendyno/workload/lengths.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace tokendyno::bindings {

namespace {

namespace py = pybind11;
using namespace py::literals;
using sim::closed_loop_result;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

template <class Known>
py::tuple names(Known const& known) {
  py::list result;
  for (auto const& entry : known) result.append(entry.name);
  return py::tuple(result);
}

std::uint32_t count_of(std::int64_t value, char const* name, std::int64_t least = 1) {
  constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
  if (value < least || value > most)
    throw invalid_argument(std::string{name} + ": expected " + std::to_string(least) + " to " + std::to_string(most));
  return static_cast<std::uint32_t>(value);
}

py::dict columns(std::vector<closed_loop_result> const& points) {
  auto const counts = [&](auto member) {
    return array_of<std::int64_t>(points, [=](auto const& p) { return static_cast<std::int64_t>(p.*member); });
  };
  auto const times = [&](auto member) {
    return array_of<double>(points, [=](auto const& p) { return to_seconds(p.*member); });
  };
  return py::dict(
      "concurrency"_a = counts(&closed_loop_result::concurrency),
      "output_token_throughput"_a = array_of<double>(points, [](auto const& p) { return p.output_token_throughput; }),
      "ttft_p50"_a = times(&closed_loop_result::ttft_p50), "ttft_p95"_a = times(&closed_loop_result::ttft_p95),
      "tpot_mean"_a =
          array_of<double>(points, [](auto const& p) { return to_seconds(p.tpot_mean).value_or(undefined); }),
      "e2e_p50"_a = times(&closed_loop_result::e2e_p50), "e2e_p95"_a = times(&closed_loop_result::e2e_p95),
      "preemptions"_a = counts(&closed_loop_result::preemptions),
      "completions"_a = counts(&closed_loop_result::completions), "window"_a = times(&closed_loop_result::window));
}

py::dict predict(sim::profile const& profile, std::vector<std::int64_t> const& concurrency, std::int64_t input_tokens,
                 std::int64_t output_tokens, std::int64_t completions, std::int64_t warmup_per_client) {
  if (concurrency.empty()) throw invalid_argument("concurrency: expected at least one");
  workload::fixed_lengths const lengths{
      {.input = count_of(input_tokens, "input_tokens"), .output = count_of(output_tokens, "output_tokens")}};
  sim::closed_loop_options options{.warmup_per_client = count_of(warmup_per_client, "warmup_per_client", 0),
                                   .completions = count_of(completions, "completions")};
  std::vector<closed_loop_result> points;
  for (std::int64_t const clients : concurrency) {
    options.concurrency = count_of(clients, "concurrency");
    {
      py::gil_scoped_release const unlocked;
      points.push_back(sim::simulate_closed_loop(profile, options, lengths));
    }
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
  }
  return columns(points);
}

void register_profile(py::module_& m) {
  py::class_<sim::profile> type(m, "Profile",
                                R"(Everything that makes up a simulated engine: GPU, model, quantisation scheme, limits.

``tokendyno.profiles`` lists the names of the parts.)");
  type.attr("__module__") = "tokendyno";
  type.def(py::init(&sim::find_profile), "name"_a,
           R"(The profile called ``gpu/model/scheme``, such as ``rtx2000ada/qwen2.5-1.5b/awq``.

Raises ValueError if the name has not three known parts, SetupError if the model does not fit the GPU.)")
      .def_readonly("name", &sim::profile::name, "``gpu/model/scheme``.")
      .def_readonly("basis", &sim::profile::basis, "Where the figures come from, in words.")
      .def_property_readonly(
          "kv_tokens", [](sim::profile const& p) { return std::uint64_t{p.limits.kv_blocks} * p.limits.block_size; },
          "Tokens that the key-value cache has room for.")
      .def_property_readonly(
          "max_num_seqs", [](sim::profile const& p) { return p.limits.max_num_seqs; }, "Requests running at once.")
      .def_property_readonly(
          "max_num_batched_tokens", [](sim::profile const& p) { return p.limits.max_num_batched_tokens; },
          "Token budget of an engine step.")
      .def("__repr__", [](sim::profile const& p) { return py::str("Profile({!r})").format(p.name); })
      .def("__reduce__", [](py::object const& self) {
        return py::make_tuple(py::type::of(self), py::make_tuple(self.attr("name")));
      });
}

}  // namespace

void register_sim(py::module_& m) {
  m.attr("gpus") = names(memory::known_gpus());
  m.attr("models") = names(memory::known_models());
  m.attr("schemes") = names(memory::known_schemes());
  register_profile(m);
  m.def("predict", &predict, "profile"_a, "concurrency"_a, "input_tokens"_a, "output_tokens"_a, "completions"_a,
        "warmup_per_client"_a, "The columns of a Prediction by name; see tokendyno.predict.");
}

}  // namespace tokendyno::bindings
