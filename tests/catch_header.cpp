// Compiled with the precompiled header, so that there is a rule that makes it: catch_main.cpp is not.
#include <catch2/catch.hpp>
