#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// design: data against the design (5), x4xx
inline constexpr Code kReplicateMethodNeeded{3404};   //
inline constexpr Code kReplicateColumnsNeeded{3405};  // flag
inline constexpr Code kWriteReplicatesFormat{3448};   // file

// unequal probabilities without replacement
inline constexpr Code kFpcMoreThanStages{3420};     // count, stages
inline constexpr Code kStrataMoreThanStages{3421};  // count, stages

// spec and questionnaires
inline constexpr Code kInstrumentUnknown{3671};     // instrument
inline constexpr Code kInstrumentNotOfStudy{3676};  // instrument, study (its instrument)

// estimation: tests and models, x550 to x569
inline constexpr Code kTestsNotWritten{550};   // count
inline constexpr Code kTestsNone{551};         // file
inline constexpr Code kModelsNotWritten{553};  // count
inline constexpr Code kModelsNone{554};        // file
inline constexpr Code kTTestForm{3551};        // value
inline constexpr Code kModelNeeded{3558};      //

// estimation: functions of estimates, x52x and x53x
inline constexpr Code kTablePair{3632};  // value

// multiple imputation, x57x and x58x
inline constexpr Code kImputationForm{3590};    // value
inline constexpr Code kImputationUnused{3591};  // flag

// reports: quality
inline constexpr Code kQualityNeeded{3725};        // flag
inline constexpr Code kQualityUnpublishable{721};  // count

// weights: steps from the design to the weight, x633 to x669, x562x, x663x, 66x
inline constexpr Code kWeighFormat{3652};        // file
inline constexpr Code kResponseNotWritten{663};  // count
inline constexpr Code kResponseNone{664};        // file

// where one cell comes from, x84x
inline constexpr Code kCellNeeded{3849};  //
inline constexpr Code kCellForm{3850};    //

// the next sample, x85x
inline constexpr Code kPlanTarget{3853};            //
inline constexpr Code kPlanIndicator{3854};         //
inline constexpr Code kPlanUnknownIndicator{3855};  // indicator

// program: command line and outputs
inline constexpr Code kUnknownCommand{3001};        // command
inline constexpr Code kUnknownFlag{3002};           // flag, command
inline constexpr Code kFlagNeedsValue{3003};        // flag
inline constexpr Code kFlagTakesNoValue{3004};      // flag
inline constexpr Code kFlagTwice{3005};             // flag
inline constexpr Code kFileNeeded{3006};            // command
inline constexpr Code kStudyNeeded{3007};           // command
inline constexpr Code kSecondStudyNeeded{3031};     // command
inline constexpr Code kPublishedNeeded{3876};       // command
inline constexpr Code kImportFlag{3769};            // flag
inline constexpr Code kImportNoFile{3770};          //
inline constexpr Code kImportFormat{4772};          // file
inline constexpr Code kUnexpectedArgument{3008};    // argument, command
inline constexpr Code kFlagEmpty{3009};             // flag
inline constexpr Code kFlagWord{3010};              // flag, value, allowed
inline constexpr Code kFlagNotNumber{3011};         // flag, value
inline constexpr Code kFlagNotBetween{3012};        // flag, value, low, high (both excluded)
inline constexpr Code kFlagNotPositive{3013};       // flag, value
inline constexpr Code kFlagNotCount{3014};          // flag, value, low, high (both allowed)
inline constexpr Code kFlagMemory{3015};            // value
inline constexpr Code kFlagOneCharacter{3016};      // flag, value
inline constexpr Code kFlagMissingForm{3017};       // value
inline constexpr Code kFlagRatioForm{3018};         // value
inline constexpr Code kFlagNoExpression{3019};      // name
inline constexpr Code kNothingToEstimate{3020};     //
inline constexpr Code kPercentUnused{3021};         //
inline constexpr Code kDialectNotCsv{3022};         // flag, file
inline constexpr Code kUnknownCodeAsked{3023};      // code
inline constexpr Code kNothingMatches{3024};        // file, pattern
inline constexpr Code kFlagAlone{3030};             // flag, needed (flag)
inline constexpr Code kStandardOutputFailed{8007};  // reason (errno's name)
inline constexpr Code kOutOfMemory{9001};           //
inline constexpr Code kThreadNotStarted{9085};      //
inline constexpr Code kPdfNoBrowser{8780};          // names
inline constexpr Code kPdfFailed{8781};             // file, reason

}  // namespace sondeo::code
