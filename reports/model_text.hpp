#pragma once

#include <string>

#include "engine/estimation/model_result.hpp"
#include "reports/terminal.hpp"

namespace sondeo::reports {

/// A fitted model for reading: its formula, how many rows it rests on, its coefficients.
[[nodiscard]] std::string model_text(const estimation::ModelResult& model, const TerminalStyle& style);

/// A p-value for reading: four decimals, "<0.0001" below; "" when absent.
[[nodiscard]] std::string rounded_p(double p);

}  // namespace sondeo::reports
