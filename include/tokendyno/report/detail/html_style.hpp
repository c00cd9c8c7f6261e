// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace tokendyno::report::detail {

/// The style sheet of a report page: light or dark as the reader's system is.
inline constexpr std::string_view html_style = R"(
:root { color-scheme: light dark; --page: #ffffff; --ink: #1b1f24; --soft: #59636e; --rule: #d9dee3;
  --baseline: #6b7280; --candidate: #15803d; }
@media (prefers-color-scheme: dark) { :root { --page: #15181c; --ink: #e6e8ea; --soft: #9aa4af; --rule: #343a41;
  --baseline: #a3acb8; --candidate: #4ade80; } }
body { margin: 2rem auto; max-width: 84rem; padding: 0 1rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .55rem; border-bottom: 1px solid var(--rule); text-align: right; white-space: nowrap; }
th { color: var(--soft); font-weight: 600; }
td:last-child, th:last-child { text-align: left; white-space: normal; min-width: 9rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; }
svg text { fill: var(--soft); } svg .title { fill: var(--ink); font-size: 14px; font-weight: 600; }
svg .legend { fill: var(--ink); } svg .tick.y { text-anchor: end; } svg .tick.x { text-anchor: middle; }
svg .grid { stroke: var(--rule); stroke-width: 1; }
svg .series polyline, svg .key { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
svg .baseline polyline, svg .baseline .key, svg .baseline circle { stroke: var(--baseline); }
svg .candidate polyline, svg .candidate .key, svg .candidate circle { stroke: var(--candidate); }
svg .baseline polyline, svg .baseline .key { stroke-dasharray: 6 4; }
svg .baseline circle { fill: var(--baseline); } svg .candidate circle { fill: var(--candidate); }
svg circle { stroke-width: 2; } svg circle.bound { fill: var(--page); }
.notes { color: var(--soft); }
)";

}  // namespace tokendyno::report::detail
