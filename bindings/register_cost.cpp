// SPDX-License-Identifier: MIT
#include "pybind.hpp"

#include "register.hpp"

#include <tokendyno/core/units.hpp>
#include <tokendyno/cost/amortised.hpp>
#include <tokendyno/cost/breakeven.hpp>
#include <tokendyno/cost/energy.hpp>
#include <tokendyno/cost/per_token.hpp>
#include <tokendyno/cost/price.hpp>
#include <tokendyno/cost/replicas.hpp>

namespace tokendyno::bindings {

namespace {

namespace py = pybind11;
using namespace py::literals;
using cost::token_price;

void register_prices(py::module_& m) {
  m.def("per_million_output_tokens", py::vectorize([](double per_hour, double output) {
          return cost::per_million_output_tokens({{per_hour}}, {.output_tokens_per_second = output}).value;
        }),
        py::kw_only(), "per_hour"_a, "output_tokens_per_second"_a,
        "Dollars for a million output tokens if they bear the whole cost.");
  m.def("per_million_total_tokens", py::vectorize([](double per_hour, double input, double output) {
          return cost::per_million_total_tokens({{per_hour}}, {output, input, 0}).value;
        }),
        py::kw_only(), "per_hour"_a, "input_tokens_per_second"_a, "output_tokens_per_second"_a,
        "Dollars for a million tokens of any kind, input and output alike; never compare it with the price of output.");
  m.def("per_million_good_output_tokens", py::vectorize([](double per_hour, double good) {
          return cost::per_million_good_output_tokens({{per_hour}}, {.good_output_tokens_per_second = good}).value;
        }),
        py::kw_only(), "per_hour"_a, "good_output_tokens_per_second"_a,
        "Dollars for a million output tokens that came in requests which met the SLO.");
  m.def("per_request",
        py::vectorize([](double per_hour, double requests) { return cost::per_request({{per_hour}}, requests).value; }),
        py::kw_only(), "per_hour"_a, "requests_per_second"_a,
        "Dollars for one request; with goodput as the rate, for one that met the SLO.");
  m.def("at_utilisation", py::vectorize([](double price, double utilisation) {
          return cost::at_utilisation({price}, utilisation).value;
        }),
        "price"_a, py::kw_only(), "utilisation"_a,
        "A price at full load, if only a share in (0, 1] of the capacity is used.");
  m.def("watt_hours_per_million_tokens", py::vectorize(&cost::watt_hours_per_million_tokens), py::kw_only(), "watts"_a,
        "tokens_per_second"_a, "Energy for a million tokens, in watt-hours.");
  m.def("electricity_per_million_tokens", py::vectorize([](double watts, double tokens, double per_kwh) {
          return cost::electricity_per_million_tokens(watts, tokens, {per_kwh}).value;
        }),
        py::kw_only(), "watts"_a, "tokens_per_second"_a, "per_kwh"_a,
        "Dollars for the electricity of a million tokens.");
}

void register_decisions(py::module_& m) {
  m.def(
      "blended",
      [](double per_hour, double input, double output, double share) {
        return cost::blended({{per_hour}}, {output, input, 0}, share);
      },
      py::kw_only(), "per_hour"_a, "input_tokens_per_second"_a, "output_tokens_per_second"_a, "input_share"_a,
      "The price list that just pays for a server if an input token costs input_share of an output token.");
  m.def(
      "break_even_utilisation",
      [](double per_hour, double output, token_price const& api, double input) {
        return cost::break_even_utilisation({{per_hour}}, {output, input, 0}, api);
      },
      py::kw_only(), "per_hour"_a, "output_tokens_per_second"_a, "api"_a, "input_tokens_per_second"_a = 0.0,
      "The utilisation at which a server costs as much as buying its tokens at api, a TokenPrice; above 1 never.");
  m.def(
      "hourly_price",
      [](double capex, double residual, double years, double availability, double power_kw, double pue, double per_kwh,
         double operations_per_hour) {
        return cost::hourly_price(
                   {{capex}, {residual}, years, availability, power_kw, pue, {per_kwh}, {operations_per_hour}})
            .per_hour.value;
      },
      py::kw_only(), "capex"_a, "residual"_a = 0.0, "years"_a = 3.0, "availability"_a = 1.0, "power_kw"_a = 0.0,
      "pue"_a = 1.0, "per_kwh"_a = 0.0, "operations_per_hour"_a = 0.0,
      R"(Dollars per hour that bought hardware amounts to: capital over the hours it can serve, power, operations.

capex, residual: dollars; availability: share of the hours in (0, 1]; power_kw: mean draw at the plug without cooling;
pue: power usage effectiveness of the room, at least 1; per_kwh: dollars.)");
  m.def("replicas_for", &cost::replicas_for, py::kw_only(), "demand"_a, "capacity"_a,
        "Whole replicas needed for a demand if one serves capacity within the SLO, both in the same unit.");
  m.def(
      "fleet_for",
      [](double demand, double capacity, double per_hour) { return cost::fleet_for(demand, capacity, {{per_hour}}); },
      py::kw_only(), "demand"_a, "capacity"_a, "per_hour"_a,
      "The Fleet of replicas at per_hour dollars each for a demand if one serves capacity within the SLO.");
}

}  // namespace

void register_cost(py::module_& m) {
  py::class_<token_price> price(m, "TokenPrice", "A price list by the token, in dollars per million.");
  price.attr("__module__") = "tokendyno.cost";
  price
      .def(py::init([](double output, double input) { return token_price{{output}, {input}}; }), py::kw_only(),
           "per_million_output"_a, "per_million_input"_a = 0.0)
      .def_property_readonly(
          "per_million_output", [](token_price const& p) { return p.per_million_output.value; }, "Dollars.")
      .def_property_readonly(
          "per_million_input", [](token_price const& p) { return p.per_million_input.value; }, "Dollars.")
      .def("__repr__", [](token_price const& p) {
        return py::str("TokenPrice(per_million_output={!r}, per_million_input={!r})")
            .format(p.per_million_output.value, p.per_million_input.value);
      });
  py::class_<cost::fleet> fleet(m, "Fleet", "Whole replicas that a demand takes, and what they cost together.");
  fleet.attr("__module__") = "tokendyno.cost";
  fleet.def_readonly("replicas", &cost::fleet::replicas, "Whole replicas.")
      .def_property_readonly(
          "per_hour", [](cost::fleet const& f) { return f.per_hour.value; }, "Dollars for all of them.")
      .def("__repr__", [](cost::fleet const& f) {
        return py::str("Fleet(replicas={!r}, per_hour={!r})").format(f.replicas, f.per_hour.value);
      });
  register_prices(m);
  register_decisions(m);
}

}  // namespace tokendyno::bindings
