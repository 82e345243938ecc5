#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

std::span<const MessageText> change_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kSecondStudyNeeded,
                  N_("{command} compares two editions: name the earlier study, then the later one")},
      MessageText{
          code::kWavesKeyNeeded,
          N_("overlap = \"psu\" needs psu_key where the design has no psu: what identifies a PSU in both "
             "editions")},
      MessageText{
          code::kWavesLinearised,
          N_("the covariance of shared PSUs is computed for linearised variances alone, and the study "
             "'{study}' has {what}: declare overlap = \"none\" if its samples are independent")},
      MessageText{code::kChangeNothing,
                  N_("the editions have no indicator in common that is estimated: give what is the same the "
                     "same id")},
      MessageText{
          code::kWavesNoneShared,
          N_("no PSU of '{first}' has the key of one of '{second}': check psu_key in both studies, or "
             "declare overlap = \"none\"")},
      MessageText{code::kWavesKeyMissing, N_("psu_key ({key}) is missing in {count} rows")},
      MessageText{code::kWavesKeyVaries,
                  N_("psu_key ({key}) differs among the rows of {count} PSUs: it must identify a PSU")},
      MessageText{code::kWavesKeyRepeats,
                  N_("{count} codes of psu_key ({key}) belong to several PSUs: add what tells them apart")},
      MessageText{code::kChangeColumns,
                  N_("only one of the editions is broken down by {names}: those rows are left out")},
      MessageText{
          code::kChangeDefinition,
          N_("'{indicator}' is not comparable, its definition differs in {parts}: where a common subset "
             "is measured, name it with harmonised = \"...\" in both editions")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
