// Makes tests/unit/ingest/files: the same small table in formats that sondeo reads and does not write.
//   g++ -std=c++20 tests/reference/ingest_files.cpp -lreadstat -o /tmp/ingest_files
//   /tmp/ingest_files tests/unit/ingest/files
// Stata 104-119 and an SPSS portable file, by ReadStat 1.1.8's writer. Old Stata files have bytes of
// WINDOWS-1252.
#include <cstdio>
#include <cstdlib>
#include <string>

#include <readstat.h>

namespace {

ssize_t write_bytes(const void* data, size_t length, void* context) {
  return static_cast<ssize_t>(std::fwrite(data, 1, length, static_cast<std::FILE*>(context)));
}

void check(readstat_error_t error) {
  if (error == READSTAT_OK) return;
  std::fprintf(stderr, "%s\n", readstat_error_message(error));
  std::exit(1);
}

/// version 0: portable.
void make(const std::string& path, int version) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  readstat_writer_t* writer = readstat_writer_init();
  readstat_set_data_writer(writer, &write_bytes);
  readstat_writer_set_file_timestamp(writer, 0);
  const bool tags = version >= 113;
  const bool unicode = version >= 118 || version == 0;
  readstat_label_set_t* labels = nullptr;
  if (version >= 108 || version == 0) {
    labels =
        readstat_add_label_set(writer, version == 0 ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32, "sexo");
    if (version == 0) {
      readstat_label_double_value(labels, 1, "Mujer");
      readstat_label_double_value(labels, 2, "Hombre");
    } else {
      readstat_label_int32_value(labels, 1, "Mujer");
      readstat_label_int32_value(labels, 2, "Hombre");
    }
  }
  const readstat_type_t narrow = version == 0 ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT8;
  readstat_variable_t* sex = readstat_add_variable(writer, "SEXO", narrow, 0);
  readstat_variable_set_label(sex, "Sexo");
  if (labels != nullptr) readstat_variable_set_label_set(sex, labels);
  readstat_variable_t* number =
      readstat_add_variable(writer, "PESO", version == 0 ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_FLOAT, 0);
  readstat_variable_t* income = readstat_add_variable(writer, "INGRESO", READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_t* city = readstat_add_variable(writer, "CIUDAD", READSTAT_TYPE_STRING, 12);
  std::string accented = unicode ? (version == 0 ? "Coban" : "Cob\xC3\xA1n") : "Cob\xE1n";
  if (version == 0) {
    check(readstat_begin_writing_por(writer, file, 3));
  } else {
    check(readstat_writer_set_file_format_version(writer, static_cast<unsigned char>(version)));
    check(readstat_begin_writing_dta(writer, file, 3));
  }
  for (int row = 0; row < 3; ++row) {
    check(readstat_begin_row(writer));
    if (row == 2) {
      check(tags ? readstat_insert_tagged_missing_value(writer, sex, 'b')
                 : readstat_insert_missing_value(writer, sex));
      check(readstat_insert_missing_value(writer, number));
      check(readstat_insert_missing_value(writer, income));
      check(readstat_insert_string_value(writer, city, ""));
    } else {
      if (version == 0) {
        check(readstat_insert_double_value(writer, sex, row + 1));
        check(readstat_insert_double_value(writer, number, row == 0 ? 1.5 : -0.25));
      } else {
        check(readstat_insert_int8_value(writer, sex, static_cast<std::int8_t>(row + 1)));
        check(readstat_insert_float_value(writer, number, row == 0 ? 1.5F : -0.25F));
      }
      check(readstat_insert_double_value(writer, income, row == 0 ? 12345.0625 : 1e9));
      check(readstat_insert_string_value(writer, city, row == 0 ? accented.c_str() : "Leon"));
    }
    check(readstat_end_row(writer));
  }
  check(readstat_end_writing(writer));
  readstat_writer_free(writer);
  std::fclose(file);
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) return 2;
  const std::string folder = arguments[1];
  for (const int version : {104, 105, 108, 110, 111, 112, 113, 114, 115, 117, 118, 119}) {
    make(folder + "/stata" + std::to_string(version) + ".dta", version);
  }
  make(folder + "/portable.por", 0);
  return 0;
}
