#pragma once

namespace sondeo {

/// Every finding sondeo can report. The first digit is the exit code (robustness 2); 3xxx is what a user
/// wrote and is shown as 2xxx when it stands on the command line; 0xxx are warnings, which end nothing.
/// Hundreds by room: x0xx program, x1xx expression, x2xx ingest, x3xx spec and questionnaires, x4xx design,
/// x5xx estimation, x6xx run, x7xx reports. After each code: the arguments of its message.
/// The sentences are in program/cli/messages.
enum class Code : int {
  // expression: what the user wrote, x1xx
  kExpressionEmpty = 3101,            //
  kExpressionNotUtf8 = 3102,          //
  kExpressionUnterminated = 3103,     // quote
  kExpressionStrayCharacter = 3104,   // character
  kExpressionForeign = 3105,          // written, proposal
  kExpressionNumber = 3106,           // number
  kExpressionEmptyText = 3107,        // proposal
  kExpressionEmptyName = 3108,        //
  kExpressionOperand = 3109,          // found
  kExpressionOperandAtEnd = 3110,     //
  kExpressionUnexpected = 3111,       // found
  kExpressionExpected = 3112,         // expected, found
  kExpressionExpectedAtEnd = 3113,    // expected
  kExpressionReservedWord = 3114,     // word
  kExpressionUnknownFunction = 3115,  // function
  kExpressionArgumentCount = 3116,    // function, count, usage
  kExpressionChain = 3117,            // proposal
  kExpressionTooDeep = 3118,          // limit
  kExpressionTooLong = 3119,          // limit
  kExpressionUnknownReason = 3120,    // word, known
  kExpressionCodeExpected = 3121,     // found
  kExpressionMixedCodes = 3122,       //
  kExpressionCodeTwice = 3123,        // code
  kExpressionRangeOrder = 3124,       //
  kExpressionBreaksOrder = 3125,      // first, second
  kPatternRange = 3126,               // range
  kPatternSize = 3127,                // pattern, limit
  kPatternOutsideList = 3128,         // pattern
  kPatternTwo = 3129,                 // first, second
  kPatternMatchesNothing = 3130,      // pattern, source
  kUnknownVariable = 3131,            // name, source
  kUnreadVariable = 3132,             // name
  kPatternUnread = 3133,              // pattern
  kNeedsCondition = 3140,             // text, proposal
  kNeedsConditionNotText = 3141,      // text
  kNeedsNumberNotCondition = 3142,    // text, proposal
  kNeedsNumberNotText = 3143,         // text
  kCodedAgainstLabel = 3144,          // variable, label, code, proposal
  kCodedAgainstText = 3145,           // variable, text, proposal
  kNumberAgainstText = 3146,          // text, value
  kTextAgainstNumber = 3147,          // text, proposal
  kMixedResults = 3148,               // first, second
  kOrderOfTexts = 3149,               // operator
  kOrderOfConditions = 3150,          // operator
  kUnknownLabel = 3151,               // variable, label
  kNoValueLabels = 3152,              // variable
  kLabelNeedsVariable = 3153,         // text
  kLabelOfMissing = 3154,             // variable, label, proposal
  kComparedWithMissing = 3155,        // proposal

  // design: data against the design (5), x4xx
  kDesignMissing = 5401,   // count (rows), variables
  kFpcNotOneScale = 5402,  // variable
  kFpcVaries = 5403,       // count, strata
  kFpcTooSmall = 5404,     // count, strata
  kLonelyPsu = 5405,       // count, strata

  // spec and questionnaires
  kSpecSyntax = 3301,             // detail
  kSpecDuplicateKey = 3302,       // detail
  kSpecNotUtf8 = 3303,            // file
  kSpecForeignLetter = 3321,      // (none)
  kSpecUnknownKey = 3304,         // key, section, known
  kSpecUnknownSection = 3305,     // key, known
  kSpecMissingKey = 3306,         // key, section
  kSpecWrongType = 3307,          // key, expected, found
  kSpecEmptyText = 3308,          // key
  kSpecEmptyList = 3309,          // key
  kSpecNotFinite = 3310,          // key
  kSpecNotPositive = 3311,        // key, value
  kSpecNotBetween = 3312,         // key, value, low, high (both allowed)
  kSpecNotInside = 3313,          // key, value, low, high (both excluded)
  kSpecUnknownWord = 3314,        // key, value, allowed
  kSpecNotComputedYet = 3315,     // key
  kSpecTooDeep = 3316,            // limit
  kSpecLanguageCode = 3317,       // key, language
  kSpecSchema = 3318,             // value, expected
  kSpecOneCharacter = 3319,       // key, value
  kSpecMissingSection = 3320,     // key
  kStudyFileOutside = 3330,       // file
  kStudyFileAbsent = 3331,        // file, folder
  kStudyFileNotRegular = 3332,    // file
  kStudyInstrumentAbsent = 3333,  // instrument, file, folder
  kStudyNoData = 3334,            // (none)
  kStudyUnknownLevel = 3335,      // key, level, known
  kStudyLevelNeeded = 3336,       // section, id, known
  kStudyUnknownRole = 3337,       // key, role, known
  kStudyUnknownIndicator = 3338,  // indicator
  kStudyParentCycle = 3339,       // level
  kStudyKeyNeeded = 3340,         // level (that has none), other (that is joined to it)
  kStudyKeyCount = 3341,          // level, count, other (a level or a file), expected
  kStudyFileName = 3342,          // file
  kStudyEventsNotChild = 3343,    // indicator, events, level
  kInstrumentDuplicateId = 3350,  // section, id, source, line
  kItemPattern = 3351,            // id
  kMapVariableAbsent = 3353,      // item, variable, file
  kMapUnknownItem = 3354,         // item
  kItemCodeNotNumber = 3355,      // item, code, variable
  kIndicatorKeyNeeded = 3356,     // indicator, key, measure
  kIndicatorKeyUnused = 3357,     // indicator, key, measure
  kMapLevelNeeded = 3358,         // key, known
  kSpecFileAbsent = 4301,         // file
  kSpecFileUnreadable = 4302,     // file, reason (the system's error number)
  kSpecFileNotRegular = 4303,     // file
  kSpecFileTooLarge = 9301,       // file, limit
  // ingest
  kEncodingNamesDiffer = 201,        // file, declared, named
  kCsvMostlyNumbers = 202,           // file, variable, line, count (rows that are not numbers)
  kCsvMissingWords = 203,            // file, variable, count
  kTagsNotWritten = 204,             // variable
  kLabelsNotWritten = 205,           // variable
  kMissingCodesNotWritten = 206,     // variable
  kVariableNotInFile = 3201,         // name, file
  kEncodingUnknown = 3202,           // encoding
  kJoinKeyTypes = 3203,              // text (variable), number (variable), source
  kJoinKeyCounts = 3204,             // left, right (counts of key variables)
  kJoinKeyAbsent = 3205,             // name
  kDeclaredMissingAbsent = 3206,     // variable
  kDeclaredMissingNotText = 3207,    // variable
  kDeclaredMissingNotNumber = 3208,  // variable
  kDialectSameCharacter = 3209,      // character
  kFileAbsent = 4201,                // file
  kFileNotAllowed = 4202,            // file
  kFileNotRegular = 4203,            // file
  kFileUnreadable = 4204,            // file, reason (the system's error number)
  kFileEmpty = 4205,                 // file
  kFileFormatUnknown = 4206,         // file
  kFileNotItsFormat = 4207,          // file, format
  kFileIsWorkbook = 4208,            // file
  kReaderCrashed = 4210,             // file, signal
  kReaderTimeout = 4211,             // file, seconds
  kFileDamaged = 4212,               // file, reason (ReadStat's error number)
  kFileTruncated = 4213,             // file, rows, declared
  kRowsImpossible = 4214,            // file, declared, possible
  kReaderAnswer = 4215,              // file
  kReaderOutOfMemory = 4216,         // file
  kTextUndecodable = 4217,           // file, encoding, variables, count (of variables)
  kFileChanged = 4218,               // file
  kFileVersionUnsupported = 4219,    // file
  kReaderAbsent = 4220,              // program, folder
  kReaderNotStarted = 4221,          // program, reason (the system's error number)
  kTooManyRows = 4222,               // file, limit
  kCsvRagged = 4230,                 // file, line, found, expected
  kCsvOpenQuote = 4231,              // file, line
  kCsvNulByte = 4232,                // file, line
  kCsvNoHeader = 4233,               // file
  kCsvEmptyName = 4234,              // file, column
  kCsvDuplicateName = 4235,          // file, name
  kCsvAfterQuote = 4237,             // file, line
  kCsvUtf16 = 4238,                  // file
  kJoinDuplicateRight = 5201,        // source, count (of keys that occur more than once), key
  kJoinDuplicateLeft = 5202,         // count, key
  kMissingCodesDoNotFit = 8203,      // variable
  kVariableDoesNotFit = 8204,        // variable, reason (ReadStat's error number)
  kTextTooLong = 8205,               // variable, limit
  kMemoryLimit = 9201,               // file, needed, limit (megabytes)

  // run: a study from its files to the result table, x6xx
  kConstructCircle = 3601,          // construct
  kNoWeightForRole = 3602,          // role, indicator
  kNotACategory = 3603,             // indicator
  kTooManyCells = 3604,             // variables, count, limit
  kNumeratorNotNumber = 3605,       // indicator
  kNotYesNo = 3606,                 // indicator
  kNoIndicators = 3607,             //
  kEventsNotBelow = 3609,           // indicator, events, level
  kRatioWithoutDenominator = 3610,  // indicator
  kNumeratorNeeded = 3611,          // indicator
  kTotalsOfNormalised = 3612,       // weight, count, sum
  kTextNotWeight = 3613,            // weight
  kOrphans = 5601,                  // level, count, parent
  kMissingWeights = 5602,           // weight, count, indicator
  kNegativeWeights = 5603,          // weight, count, indicator
  kEventsWithoutBase = 5604,        // indicator, count
  kCheckFailed = 5605,              // check, level, count, message
  kJoinUnmatched = 601,             // level, count, file
  kRowsDropped = 602,               // level, count, psus
  kBreakdownMissing = 603,          // variable, level, count
  kMissingAnswers = 604,            // indicator, count, percent
  kUndeclaredMissing = 605,         // variable, code, label
  kWeightsNormalised = 606,         // weight, count, sum
  kEventsUnknown = 608,             // indicator, count
  kCheckWarns = 609,                // check, level, count, message

  // program: command line and outputs
  kUnknownCommand = 3001,        // command
  kUnknownFlag = 3002,           // flag, command
  kFlagNeedsValue = 3003,        // flag
  kFlagTakesNoValue = 3004,      // flag
  kFlagTwice = 3005,             // flag
  kFileNeeded = 3006,            // command
  kStudyNeeded = 3007,           // command
  kUnexpectedArgument = 3008,    // argument, command
  kFlagEmpty = 3009,             // flag
  kFlagWord = 3010,              // flag, value, allowed
  kFlagNotNumber = 3011,         // flag, value
  kFlagNotBetween = 3012,        // flag, value, low, high (both excluded)
  kFlagNotPositive = 3013,       // flag, value
  kFlagNotCount = 3014,          // flag, value, low, high (both allowed)
  kFlagMemory = 3015,            // value
  kFlagOneCharacter = 3016,      // flag, value
  kFlagMissingForm = 3017,       // value
  kFlagRatioForm = 3018,         // value
  kFlagNoExpression = 3019,      // name
  kNothingToEstimate = 3020,     //
  kPercentUnused = 3021,         //
  kDialectNotCsv = 3022,         // flag, file
  kUnknownCodeAsked = 3023,      // code
  kNothingMatches = 3024,        // file, pattern
  kFlagAlone = 3030,             // flag, needed (flag)
  kOutputExists = 8001,          // file
  kOutputNoFolder = 8002,        // file, folder
  kOutputNotOrdinary = 8003,     // file
  kOutputNotAllowed = 8004,      // file
  kOutputNoSpace = 8005,         // file
  kOutputFailed = 8006,          // file, reason (errno's name)
  kStandardOutputFailed = 8007,  // reason (errno's name)
  kOutOfMemory = 9001,           //
  kInternal = 9999,              // what; shown with exit code 10
};

}  // namespace sondeo
