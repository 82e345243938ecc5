#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"
#include "reports/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> quality_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kQualityUnknownScheme,
                  N_("there is no quality scheme '{scheme}': name one of {known}, or the TOML file of one")},
      MessageText{code::kQualityUnknownLabel,
                  N_("the label '{label}' is not one of the scheme's [[label]]: {known}")},
      MessageText{code::kQualityUnknownMeasure, N_("there is no measure '{measure}': {known}")},
      MessageText{code::kDisclosureNothing,
                  N_("[disclosure] protects nothing: say a threshold, such as minimum_cases = 5")},
      MessageText{code::kQualityNotACondition,
                  N_("a rule of a quality scheme needs a condition here, such as n < 30")},
      MessageText{code::kQualityUnknownDomain,
                  N_("the known domain '{name}' is no disaggregation of this table")},
      MessageText{code::kQualityNeeded,
                  N_("{flag} needs a quality scheme: name one with --quality, or in the study's [quality]")},
      MessageText{code::kReportLanguage, N_("published tables do not speak '{language}' yet: {known}")},
      MessageText{code::kSdmxNoSeries,
                  N_("no indicator that is estimated names a series of the SDGs: add series to its sdg")},
      MessageText{
          code::kSdmxCountry,
          N_("SDMX needs the study's country as ISO 3166-1 alpha-3, such as SLV: '{country}' is none")},
      MessageText{code::kSdmxPeriod,
                  N_("SDMX needs a year as the study's period, such as 2025: '{period}' is none")},
      MessageText{code::kSdmxUnknownCode,
                  N_("'{code}' is not in the code list of {component} in IAEG-SDGs:SDG(1.4)")},
      MessageText{code::kSdmxUnknownDimension, N_("IAEG-SDGs:SDG(1.4) has no dimension '{dimension}'")},
      MessageText{
          code::kSdmxNotAllowed,
          N_("the global content constraints do not allow {component} = '{code}' for {series}: {allowed}")},
      MessageText{code::kSdmxUnit,
                  N_("'{indicator}' is in '{unit}', and {series} is published in '{wanted}'")},
      MessageText{code::kSdmxTwice, N_("'{first}' and '{second}' would be the same figure of {series} for "
                                       "the UN: estimate one of them, or give "
                                       "them different codes")},
      MessageText{code::kSdmxIdentifier,
                  N_("'{value}' cannot be the '{key}' of an SDMX message: an identifier has letters, digits, "
                     "- and _, a version numbers with points between them")},
      MessageText{code::kReportDate,
                  N_("'{key}' needs a date such as 2026-03-01 or 2026-03-01T12:00:00: '{value}' is none")},
      MessageText{code::kNumberFormatUnknown,
                  N_("there is no number format '{format}': name a country or an institution of {known}")},
      MessageText{code::kLicenseUnknown,
                  N_("there is no licence '{license}' here: name one of {known}, or give "
                     "a table of name, title and path")},
      MessageText{code::kLicenseNeeded,
                  N_("open data need the terms under which they are given: add license = \"CC-BY-4.0\" or "
                     "another to the study's [report]")},
      MessageText{code::kOpenSdgPeriod,
                  N_("Open SDG needs a year as the study's period, such as 2025: '{period}' is none")},
      MessageText{code::kOpenSdgNothing,
                  N_("no indicator that is estimated has a number of the SDGs: add indicator to its sdg")},
      MessageText{code::kOpenSdgText,
                  N_("a spreadsheet would take '{text}' (of '{of}') for a formula, and Open SDG takes its "
                     "cells as they are: give it another label")},
      MessageText{code::kOpenSdgGeocode, N_("'{name}' is no disaggregation of this table")},
      MessageText{code::kOpenSdgTwice,
                  N_("'{first}' and '{second}' would be the same figure of {number} on an Open SDG site: "
                     "estimate one of them, or give their disaggregations different labels")},
      MessageText{code::kSdmxNewerSeries,
                  N_("'{indicator}' is not in the SDMX file: {series} is newer than IAEG-SDGs:SDG(1.4)")},
      MessageText{code::kSdmxLeftOut,
                  N_("{count} figures by '{disaggregation}' are not in the SDMX file: the disaggregation, or "
                     "their code, has no sdmx code")},
      MessageText{code::kMapUnreadable, N_("{file} cannot be read as boundaries: {reason}")},
      MessageText{
          code::kMapNotGeometry,
          N_("{file} is no GeoJSON FeatureCollection or TopoJSON Topology of polygons: see '{where}'")},
      MessageText{code::kMapNoKey, N_("an area of {file} has no code under '{key}'")},
      MessageText{code::kMapObject,
                  N_("{file} needs the name of its object of areas, object = one of {known}")},
      MessageText{code::kMapDisaggregation,
                  N_("no figure is by '{disaggregation}': the map needs it in [estimate] by")},
      MessageText{code::kMapNoMatch,
                  N_("no area of {file} has a code of '{disaggregation}': under '{key}' there is '{areas}', "
                     "the figures have '{codes}'; codes = \"number\" takes 01 and 1 for the same")},
      MessageText{code::kMapCodesWithoutArea,
                  N_("codes of '{disaggregation}' without an area in {file}, not on the map: {codes}")},
      MessageText{code::kMapHeavy,
                  N_("the boundaries of {file} make the report {size} MB heavier: simplify them for a page")},
      MessageText{
          code::kTooManySheets,
          N_("the workbook would have {count} tables, more than the {limit} it may have: ask for fewer "
             "indicators or disaggregations")},
      MessageText{code::kQualityThinTable,
                  N_("'{indicator}' by '{variables}': {count} of {figures} figures are '{label}', fewer than "
                     "the {percent} % that the scheme asks of a table to be published")},
      MessageText{code::kQualityUnpublishable,
                  N_("figures that are not to be published by the quality scheme: {count}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
