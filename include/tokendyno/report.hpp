// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/batch_csv.hpp>
#include <tokendyno/report/capacity_csv.hpp>
#include <tokendyno/report/chat_csv.hpp>
#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/comparison_table.hpp>
#include <tokendyno/report/csv.hpp>
#include <tokendyno/report/html.hpp>
#include <tokendyno/report/html_text.hpp>
#include <tokendyno/report/json_writer.hpp>
#include <tokendyno/report/markdown.hpp>
#include <tokendyno/report/primary.hpp>
#include <tokendyno/report/requests_csv.hpp>
#include <tokendyno/report/run_json.hpp>
#include <tokendyno/report/saturation.hpp>
#include <tokendyno/report/svg_chart.hpp>
#include <tokendyno/report/table.hpp>
#include <tokendyno/report/text_grid.hpp>
#include <tokendyno/report/verdict.hpp>
#include <tokendyno/report/winners.hpp>
