#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// design: data against the design (5), x4xx
inline constexpr Code kReplicateColumnsAbsent{3403};    // pattern, source
inline constexpr Code kReplicatesTwice{3408};           // variance
inline constexpr Code kReplicateColumnText{3410};       // variable
inline constexpr Code kReplicatesSeveralWeights{3411};  // weights
inline constexpr Code kRscalesNotRead{4401};            // file
inline constexpr Code kRscalesNotNumber{4402};          // file, line
inline constexpr Code kReplicatesMissing{5406};         // variable, count, indicator
inline constexpr Code kReplicatesNegative{5407};        // variable, count, indicator
inline constexpr Code kReplicateScaleGuessed{401};      // method, scale
inline constexpr Code kReplicateColumnsMissing{3440};   // pattern, source, count, names
inline constexpr Code kReplicateColumnsGap{3441};       // pattern, source, count, names
inline constexpr Code kReplicateColumnsTwice{3442};     // variable, file, source
inline constexpr Code kReplicateLevelNeeded{3443};      // file, known
inline constexpr Code kBootstrapSizeUnused{3445};       // (none)
inline constexpr Code kWriteReplicatesNone{3446};       // (none)
inline constexpr Code kWriteReplicatesSeveral{3447};    // (none)
inline constexpr Code kWriteReplicatesKey{3450};        // level
inline constexpr Code kReplicateRowNumber{5450};        // file, column
inline constexpr Code kReplicateTableLimit{9440};       // rows, replicates, limit
inline constexpr Code kReplicateRowsUnused{440};        // count, file

// unequal probabilities without replacement
inline constexpr Code kPpsWithFpc{3433};            //
inline constexpr Code kPpsWithReplicates{3434};     //
inline constexpr Code kPpsPsuNeeded{3435};          //
inline constexpr Code kPpsProbabilityNeeded{3436};  //
inline constexpr Code kTwoPhaseCompany{3438};       //
inline constexpr Code kTwoPhaseLonelyRule{3439};    //
inline constexpr Code kPpsWithKey{3426};            // key
inline constexpr Code kStrataMerged{421};           // count, strata
inline constexpr Code kMergesProposed{422};         // count, strata, merges
inline constexpr Code kStagesWithoutFpc{420};       // stage, stages

// spec and questionnaires
inline constexpr Code kStudyFileOutside{3330};       // file
inline constexpr Code kStudyFileAbsent{3331};        // file, folder
inline constexpr Code kStudyFileNotRegular{3332};    // file
inline constexpr Code kStudyInstrumentAbsent{3333};  // instrument, file, folder
inline constexpr Code kStudyNoData{3334};            // (none)
inline constexpr Code kStudyUnknownLevel{3335};      // key, level, known
inline constexpr Code kStudyLevelNeeded{3336};       // section, id, known
inline constexpr Code kStudyUnknownRole{3337};       // key, role, known
inline constexpr Code kStudyUnknownIndicator{3338};  // indicator
inline constexpr Code kStudyParentCycle{3339};       // level
inline constexpr Code kStudyKeyNeeded{3340};         // level (that has none), other (that is joined to it)
inline constexpr Code kStudyKeyCount{3341};          // level, count, other (a level or a file), expected
inline constexpr Code kStudyFileName{3342};          // file
inline constexpr Code kStudyEventsNotChild{3343};    // indicator, events, level
inline constexpr Code kMapLevelNeeded{3358};         // key, known
inline constexpr Code kCodesOutside{681};            // item, level, count, codes
inline constexpr Code kAnsweredOutside{682};         // item, level, count
inline constexpr Code kBlankInside{683};             // item, level, count, percent
inline constexpr Code kKeysRepeat{5650};             // level, count, key
inline constexpr Code kYearWithoutEver{5651};        // level, count, year, ever

// edit rules and hot decks, x76x and x77x
inline constexpr Code kEditConstruct{3761};    // rule, name
inline constexpr Code kEditElsewhere{3762};    // rule, name
inline constexpr Code kEditKey{3763};          // rule, name
inline constexpr Code kEditType{3764};         // rule, name
inline constexpr Code kEditCondition{3765};    // rule, name
inline constexpr Code kImputeWays{3766};       //
inline constexpr Code kImputeNothing{3767};    //
inline constexpr Code kImputeFlagTaken{3768};  // name, variable
inline constexpr Code kCapNotNumber{3772};     // construct
inline constexpr Code kSeriesCapped{766};      // construct, count, caps
inline constexpr Code kImputeNoDonor{5760};    // variable, level, count
inline constexpr Code kEditsApplied{760};      // level, count, edits
inline constexpr Code kImputed{761};           // variable, level, count, percent, donors, collapsed

// estimation: tests and models, x550 to x569
inline constexpr Code kModelMissing{552};       // model, count, percent
inline constexpr Code kCrosstabForm{3550};      // value
inline constexpr Code kTTestGroups{3552};       // variable, count
inline constexpr Code kTestKindNeeded{3553};    //
inline constexpr Code kTestKeyUnused{3554};     // key, needed
inline constexpr Code kModelForm{3555};         // value
inline constexpr Code kModelTerm{3556};         // term
inline constexpr Code kModelReference{3557};    // variable, code
inline constexpr Code kModelNotNumber{3559};    // variable
inline constexpr Code kModelTermTwice{3560};    // term
inline constexpr Code kModelOneCategory{5552};  // model, variable
inline constexpr Code kModelTooLarge{9550};     // model, count, limit

// estimation: functions of estimates, x52x and x53x
inline constexpr Code kDerivedUnknownIndicator{3524};   // indicator
inline constexpr Code kDerivedSeveralIndicators{3525};  // indicator
inline constexpr Code kDerivedUnknownCode{3526};        // variable, code
inline constexpr Code kDerivedCategoryNeeded{3527};     // indicator, count
inline constexpr Code kDerivedUnknownCategory{3528};    // indicator, category
inline constexpr Code kDerivedNotSmooth{3529};          // indicator
inline constexpr Code kDerivedSeveralDesigns{3530};     // name
inline constexpr Code kDerivedNameTaken{3532};          // name
inline constexpr Code kStandardNothing{3534};           //
inline constexpr Code kStandardColumnAbsent{3535};      // file, column
inline constexpr Code kStandardTotal{3536};             // file, row
inline constexpr Code kStandardGroupTwice{3537};        // file, group
inline constexpr Code kCovarianceTooMany{3538};         // count, limit
inline constexpr Code kMultipleItem{3630};              // item
inline constexpr Code kMultipleNothing{3631};           // value
inline constexpr Code kStandardThin{5520};              // indicator, count, cells, minimum
inline constexpr Code kStandardGroupAbsent{5521};       // count, groups, file

// multiple imputation, x57x and x58x
inline constexpr Code kImputationWays{3580};         //
inline constexpr Code kImputationFew{3581};          // what, count
inline constexpr Code kImputationCounts{3582};       // first, first_count, other, count
inline constexpr Code kImputationLevel{3583};        // known
inline constexpr Code kImputationFileApart{3584};    // file
inline constexpr Code kImputationNothing{3585};      // pattern, source
inline constexpr Code kImputationIncomplete{3586};   // pattern, source, count, names
inline constexpr Code kImputationGap{3587};          // pattern, source, count, names
inline constexpr Code kImputationCrosstab{3588};     //
inline constexpr Code kImputationOutput{3589};       // flag
inline constexpr Code kImputationTwice{3592};        // variable
inline constexpr Code kImputationIdMissing{5572};    // variable, file, count, limit
inline constexpr Code kImputationIdFew{5573};        // variable, file, count, limit
inline constexpr Code kImputationIdMany{5574};       // variable, file, count, limit
inline constexpr Code kImputationIdsDiffer{5575};    // variable, first, other
inline constexpr Code kImputationOriginal{560};      // variable, count
inline constexpr Code kImputationTestsLeftOut{561};  // count

// run: a study from its files to the result table, x6xx
inline constexpr Code kTotalsColumnAbsent{3600};        // file, column
inline constexpr Code kConstructCircle{3601};           // construct
inline constexpr Code kNoWeightForRole{3602};           // role, indicator
inline constexpr Code kNotACategory{3603};              // indicator
inline constexpr Code kTooManyCells{3604};              // variables, count, limit
inline constexpr Code kNumeratorNotNumber{3605};        // indicator
inline constexpr Code kNotYesNo{3606};                  // indicator
inline constexpr Code kNoIndicators{3607};              //
inline constexpr Code kEventsNotBelow{3609};            // indicator, events, level
inline constexpr Code kRatioWithoutDenominator{3610};   // indicator
inline constexpr Code kNumeratorNeeded{3611};           // indicator
inline constexpr Code kTotalsOfNormalised{3612};        // weight, count, sum
inline constexpr Code kTextNotWeight{3613};             // weight
inline constexpr Code kCalibratedNeedsWeight{3614};     //
inline constexpr Code kCalibratedWhichWeight{3615};     //
inline constexpr Code kCalibratedTwoPhase{3616};        //
inline constexpr Code kOrphans{5601};                   // level, count, parent
inline constexpr Code kMissingWeights{5602};            // weight, count, indicator
inline constexpr Code kNegativeWeights{5603};           // weight, count, indicator
inline constexpr Code kEventsWithoutBase{5604};         // indicator, count
inline constexpr Code kCheckFailed{5605};               // check, level, count, message
inline constexpr Code kCalibratedRowsOutside{5607};     // weight, level, calibrated, count
inline constexpr Code kCalibratedLevel{5608};           // weight, level, calibrated
inline constexpr Code kJoinUnmatched{601};              // level, count, file
inline constexpr Code kRowsDropped{602};                // level, count, psus
inline constexpr Code kBreakdownMissing{603};           // variable, level, count
inline constexpr Code kMissingAnswers{604};             // indicator, count, percent
inline constexpr Code kUndeclaredMissing{605};          // variable, code, label
inline constexpr Code kWeightsNormalised{606};          // weight, count, sum
inline constexpr Code kEventsUnknown{608};              // indicator, count
inline constexpr Code kCheckWarns{609};                 // check, level, count, message
inline constexpr Code kCalibratedGivenReplicates{650};  //
inline constexpr Code kCalibratedMadeReplicates{651};   //
inline constexpr Code kTemplateNothing{652};            //
inline constexpr Code kLikeDiffers{640};                // package, key, theirs, ours

// reports: quality
inline constexpr Code kQualityThinTable{720};  // indicator, variables, count, figures, label, percent

// weights: steps from the design to the weight, x633 to x669, x562x, x663x, 66x
inline constexpr Code kWeightingRoleNeeded{3633};    // known (levels)
inline constexpr Code kWeightingLevelNeeded{3634};   // role, known (levels)
inline constexpr Code kWeightingLevelsDiffer{3635};  // role, level, other
inline constexpr Code kWeightingFromPlace{3637};     // role, from
inline constexpr Code kWeightingFromUnknown{3638};   // role, from
inline constexpr Code kWeightingFromBelow{3639};     // role, from
inline constexpr Code kWeightingTwoStarts{3640};     // role, from
inline constexpr Code kWeightingNoStart{3641};       // role
inline constexpr Code kWeightingSeveralRoles{3642};  // level, roles
inline constexpr Code kWeightingRoleAbove{3643};     // indicator, role, level
inline constexpr Code kWeighNoSteps{3649};           // (none)
inline constexpr Code kWeighRoleNeeded{3650};        // known (roles)
inline constexpr Code kWeighUnknownRole{3651};       // role, known
inline constexpr Code kResponseLevelNeeded{3655};    // stage, known (levels)
inline constexpr Code kSampledPsusCompany{3656};     // file
inline constexpr Code kSampledPsusColumn{3657};      // file, column
inline constexpr Code kSampledPsusTypes{3658};       // file, column
inline constexpr Code kSampledPsusFpc{3659};         // file, column
inline constexpr Code kWeightingTwoPhase{3660};      // (none)
inline constexpr Code kWeightingReplicates{3661};    // role
inline constexpr Code kSampledPsusLack{5630};        // file, count
inline constexpr Code kPsusWithoutRows{662};         // count, file

// change between editions, x80x
inline constexpr Code kWavesKeyNeeded{3800};    //
inline constexpr Code kWavesLinearised{3801};   // study, what (key of the study)
inline constexpr Code kChangeNothing{3802};     //
inline constexpr Code kWavesNoneShared{5800};   // first, second (studies)
inline constexpr Code kWavesKeyMissing{5801};   // key, count (rows)
inline constexpr Code kWavesKeyVaries{5802};    // key, count (PSUs)
inline constexpr Code kWavesKeyRepeats{5803};   // key, count (codes)
inline constexpr Code kChangeColumns{800};      // names
inline constexpr Code kChangeDefinition{801};   // indicator, parts
inline constexpr Code kReplicatesDiffer{3699};  // name

// where one cell comes from, x84x
inline constexpr Code kCellNoIndicator{3840};       //
inline constexpr Code kCellUnknownIndicator{3841};  // indicator
inline constexpr Code kCellUnknownName{3842};       // name
inline constexpr Code kCellTwice{3843};             // name
inline constexpr Code kCellCross{3844};             // variables, known
inline constexpr Code kCellUnknownCode{3845};       // name, code
inline constexpr Code kCellCategoryNeeded{3846};    // indicator, known
inline constexpr Code kCellNotIndicator{3847};      // indicator, measure
inline constexpr Code kCellImputed{3848};           //
inline constexpr Code kPlanMeasure{3851};           // indicator, measure
inline constexpr Code kPlanPoints{3852};            // indicator, unit
inline constexpr Code kCellProtected{7840};         //

// disclosure, x750 to x759
inline constexpr Code kDisclosureUnreached{7750};  // count
inline constexpr Code kDisclosureProtected{750};   // count, primary, secondary

// numbered tables, x740 to x749
inline constexpr Code kTableNothing{3740};         // number
inline constexpr Code kTableIndicators{3741};      // number
inline constexpr Code kTableNumberTwice{3742};     // number
inline constexpr Code kTablePercentMeasure{3743};  // number, indicator
inline constexpr Code kTableNumberForm{3744};      // number
inline constexpr Code kTablePercentSide{3745};     // number, percent, needed
inline constexpr Code kTableVariableTwice{3746};   // number, variable
inline constexpr Code kTablePercentParts{3747};    // number, indicator
inline constexpr Code kTableStandardised{3748};    // number

// a printed table against a study, x87x and x88x
inline constexpr Code kVerifyEstimates{870};    // file
inline constexpr Code kVerifyUnit{871};         // indicator, unit
inline constexpr Code kVerifyExplained{872};    // convention, count
inline constexpr Code kVerifyPartly{873};       // convention, explained, count, left, breaks
inline constexpr Code kVerifyUnexplained{874};  // count

// --memory, 988x
inline constexpr Code kMemoryWhole{9880};  // needed, limit, files, columns, derived, sums, program, what
inline constexpr Code kMemoryLeast{9881};  // limit, least
inline constexpr Code kMemorySums{9882};   // limit, sums, room, rows

// a design that a file declares
inline constexpr Code kNoDeclaredDesign{4850};   // file
inline constexpr Code kCsplanBinary{4891};       // file
inline constexpr Code kCsplanNone{4892};         // file
inline constexpr Code kCsplanSyntax{4893};       // expected
inline constexpr Code kCsplanUnequal{4894};      //
inline constexpr Code kCsplanUnsupported{4895};  // word
inline constexpr Code kCsplanVariable{4896};     // variable, file
inline constexpr Code kCsplanUnreadable{4897};   // file
inline constexpr Code kCsplanSeveral{898};       // count, line

}  // namespace sondeo::code
