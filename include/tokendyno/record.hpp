// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/record/content_gaps.hpp>
#include <tokendyno/record/finish_reason.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/record/provenance.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/record/run_log.hpp>
#include <tokendyno/record/server_timings.hpp>
#include <tokendyno/record/stream_read.hpp>
#include <tokendyno/record/token_source.hpp>
