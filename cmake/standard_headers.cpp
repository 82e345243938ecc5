// Its precompiled headers are what this target is for (CMakeLists.txt).
