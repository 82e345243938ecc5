#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::reports {

/// `[report.sdmx]`: the structure and dataflow that SDMX messages say they follow, and codes that a national
/// structure adds to the lists of IAEG-SDGs:SDG(1.4).
struct SdmxSpec {
  std::string agency = "IAEG-SDGs";
  std::string structure = "SDG";
  std::string version = "1.4";
  std::string dataflow = "DF_SDG_GLC";          ///< of SDMX-CSV 1.0; country data to the UN
  std::optional<std::string> dataflow_agency;   ///< absent: the structure's
  std::optional<std::string> dataflow_version;  ///< absent: the structure's
  std::string sender = "sondeo";                ///< of the message's header
  /// When the message was made, as xs:dateTime. The same study gives the same bytes: it is no clock's.
  std::string prepared = "1980-01-01T00:00:00";
  /// Component and the codes added to its list.
  std::vector<std::pair<std::string, std::vector<std::string>>> codes;

  /// "IAEG-SDGs:SDG(1.4)"
  [[nodiscard]] std::string structure_id() const;
  /// "IAEG-SDGs:DF_SDG_GLC(1.4)"
  [[nodiscard]] std::string dataflow_id() const;
  /// Whether the structure has the code: in the UN's list, or added to it.
  [[nodiscard]] bool has_code(const std::string& component, const std::string& code) const;
  /// Whether the code was added to the UN's list.
  [[nodiscard]] bool adds_code(const std::string& component, const std::string& code) const;
};

/// @throws Error kSdmxIdentifier for what is no SDMX identifier or version, kReportDate for what is no
///         date, kSdmxUnknownDimension for codes of a component without a list; those of spec::Section
[[nodiscard]] SdmxSpec read_sdmx_section(spec::Section& section);

}  // namespace sondeo::reports
