#include "engine/estimation/row_texts.hpp"

namespace sondeo::estimation {

void RowTexts::share(Estimate& row) {
  for (SharedText* text : {&row.indicator, &row.indicator_label, &row.category, &row.category_label,
                           &row.measure, &row.unit, &row.interval, &row.quality}) {
    texts_.share(*text);
  }
  for (SharedTexts* list : {&row.cell, &row.cell_labels, &row.notes}) lists_.share(*list);
}

}  // namespace sondeo::estimation
