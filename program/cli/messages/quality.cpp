#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"
#include "reports/codes.hpp"

namespace sondeo::cli {

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
      MessageText{code::kSdmxNewerSeries,
                  N_("'{indicator}' is not in the SDMX file: {series} is newer than IAEG-SDGs:SDG(1.4)")},
      MessageText{code::kSdmxLeftOut,
                  N_("{count} figures by '{disaggregation}' are not in the SDMX file: the disaggregation, or "
                     "their code, has no sdmx code")},
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
