#include <tokendyno/cost.hpp>
#include <tokendyno/stats.hpp>
using namespace std::chrono_literals;
namespace td = tokendyno;

int main() {
  td::stats::histogram itl{{.highest = 10s, .significant_figures = 2}};
  for (auto gap : {18ms, 21ms, 19ms, 240ms}) itl.record(gap);
  auto const price = td::cost::per_million_output_tokens({.per_hour = {3.90}}, {.output_tokens_per_second = 2400});
  return price > td::usd{} ? 0 : 1;
}
