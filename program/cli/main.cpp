#include "program/cli/program.hpp"

int main(int argc, char** argv) { return sondeo::cli::run_program(argc, argv); }
