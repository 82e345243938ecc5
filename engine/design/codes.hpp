#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// design: data against the design (5), x4xx
inline constexpr Code kDesignMissing{5401};           // count (rows), variables
inline constexpr Code kFpcNotOneScale{5402};          // variable
inline constexpr Code kFpcVaries{5403};               // count, strata
inline constexpr Code kFpcTooSmall{5404};             // count, strata
inline constexpr Code kLonelyPsu{5405};               // count, strata
inline constexpr Code kReplicateRho{3401};            // value
inline constexpr Code kReplicateCount{3402};          // value, low, high
inline constexpr Code kReplicateRscalesCount{3406};   // count, expected
inline constexpr Code kReplicateRscalesNeeded{3407};  //
inline constexpr Code kReplicateSeedUnused{3409};     //
inline constexpr Code kReplicatesStratified{5408};    // method, count
inline constexpr Code kReplicatesUnstratified{5409};  // method
inline constexpr Code kReplicatesNotTwoPsus{5410};    // method, count, strata
inline constexpr Code kReplicatesFpc{5411};           // method
inline constexpr Code kReplicatesLonely{5412};        // method, count, strata
inline constexpr Code kReplicatesNone{5413};          // method
inline constexpr Code kReplicatesTooMany{9401};       // method, psus, replicates
inline constexpr Code kReplicatesStrataLimit{9402};   // method, strata, limit
inline constexpr Code kMadeReplicatesOption{3444};    // option, method, methods (that use it)
inline constexpr Code kReplicateTau{3449};            // value
inline constexpr Code kBootstrapDraws{5451};          // method, draws, count, strata, most
inline constexpr Code kReplicateOrderMissing{5452};   // variable, count
inline constexpr Code kReplicateTauSmall{5453};       // method, tau, least
inline constexpr Code kReplicatesSdrLimit{9441};      // method, psus, limit

// unequal probabilities without replacement
inline constexpr Code kPpsJointNeeded{3430};         // method
inline constexpr Code kPpsJointUnused{3431};         // method
inline constexpr Code kPpsVarianceUnused{3432};      // method
inline constexpr Code kPpsMeanRange{3437};           // value
inline constexpr Code kJointForm{4430};              // file, rows, columns
inline constexpr Code kJointNotNumbers{4431};        // file, column (number)
inline constexpr Code kJointColumnsNotNamed{4432};   // file, count
inline constexpr Code kJointIdsRepeat{4433};         // file, count
inline constexpr Code kJointTooMany{4434};           // file, pairs, limit
inline constexpr Code kPpsProbabilityVaries{5435};   // variable, count (PSUs)
inline constexpr Code kPpsProbabilityRange{5436};    // variable, count (PSUs)
inline constexpr Code kPpsMeanStrata{5437};          // count
inline constexpr Code kPpsMeanVaries{5438};          // variable, count (strata)
inline constexpr Code kJointPsusAbsent{5439};        // file, count
inline constexpr Code kTwoPhaseSubsetMissing{5440};  // count
inline constexpr Code kJointNotSymmetric{5441};      // file, row, column, other_row, other_column
inline constexpr Code kJointDiagonal{5442};          // file, row, column
inline constexpr Code kJointRange{5443};             // file, row, column
inline constexpr Code kJointPairsAbsent{5444};       // file, count
inline constexpr Code kJointCodesAmbiguous{5445};    // file, count
inline constexpr Code kTwoPhaseEmpty{5446};          //
inline constexpr Code kTwoPhaseUnitsSpread{5447};    // count
inline constexpr Code kTwoPhaseStrataEmpty{5448};    // count
inline constexpr Code kTwoPhaseApproxPsus{5449};     // count
inline constexpr Code kStagesAndKeys{3422};          // key
inline constexpr Code kStageNeedsId{3423};           // stage
inline constexpr Code kCollapseNotStrata{3424};      // variable
inline constexpr Code kCollapseForm{3425};           // key
inline constexpr Code kCollapseUnknown{5425};        // stratum
inline constexpr Code kFpcNotNumber{5426};           // variable
inline constexpr Code kStageFpcVaries{5420};         // stage, count, strata (of the first stage)
inline constexpr Code kStageFpcTooSmall{5421};       // stage, count, strata (of the first stage)
inline constexpr Code kStageLonely{5422};            // stage, count, strata (of the first stage)
inline constexpr Code kCertaintyVaries{5423};        // variable, count (PSUs)
inline constexpr Code kCertaintyNotYesNo{5424};      // variable, count (rows)

// run: a study from its files to the result table, x6xx
inline constexpr Code kMarginForm{3617};       //
inline constexpr Code kMarginNotNumber{3618};  // variable
inline constexpr Code kMarginTooMany{3619};    // variable, count, limit
inline constexpr Code kMarginMissing{5606};    // variable, count

}  // namespace sondeo::code
