#include "engine/base/shared.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "engine/base/shared_pool.hpp"

using namespace sondeo;

TEST_CASE("copies share a text until one is edited") {
  const SharedText first("Violencia fisica");
  SharedText second = first;
  CHECK(&first.get() == &second.get());
  second.edit() += "!";
  CHECK(first == "Violencia fisica");
  CHECK(fmt::format("{}", second) == "Violencia fisica!");
}

TEST_CASE("an empty value reads like one and can be added to") {
  SharedTexts notes;
  CHECK(notes.empty());
  CHECK(notes == SharedTexts());
  const SharedTexts before = notes;
  notes.push_back("empty_domain");
  CHECK(notes.size() == 1);
  CHECK(notes.front() == "empty_domain");
  CHECK(before.empty());
  notes.clear();
  CHECK(notes == before);
}

TEST_CASE("a pool makes equal values one") {
  SharedPool<std::vector<std::string>> pool;
  SharedTexts first{"1", "Urbana"};
  SharedTexts second{"1", "Urbana"};
  SharedTexts other{"2", "Rural"};
  pool.share(first);
  pool.share(second);
  pool.share(other);
  CHECK(&first.get() == &second.get());
  CHECK(other.at(1) == "Rural");
  second.edit()[1] = "Urban";
  CHECK(first.at(1) == "Urbana");
}
