#include "contract/job_fixture.hpp"

#include <algorithm>

namespace belfry::test {
namespace {

class JobPages : public JobContract {
 protected:
  void create_one(const std::string& id, const std::string& user = "ada") { ASSERT_TRUE(create(job(id, user))); }
  void tick() { clock.advance(std::chrono::milliseconds(1)); }
};

TEST_P(JobPages, HaveTheNewestFirst) {
  for (const char* id : {"b", "c", "a"}) {
    create_one(id);
    tick();
  }
  EXPECT_EQ(names(page(ada)), (Names{"a", "c", "b"}));
}

TEST_P(JobPages, PutThoseOfOneMillisecondInTheOrderOfTheirIdsTheGreatestFirst) {
  for (const char* id : {"b", "Z", "é", "a", "a0"}) {
    create_one(id);
  }
  EXPECT_EQ(names(page(ada)), (Names{"é", "b", "a0", "a", "Z"}));
}

TEST_P(JobPages, HaveNothingOfOthers) {
  create_one("a");
  create_one("b", "bob");
  create_one("c", "adam");
  EXPECT_EQ(names(page(ada)), Names{"a"});
  EXPECT_EQ(names(page(bob)), Names{"b"});
  EXPECT_EQ(page(bob).jobs[0].user, bob);
}

TEST_P(JobPages, LeaveOutWhatHasEndedWhenAsked) {
  const JobQuery unfinished{.limit = 10, .unfinished_only = true};
  for (const JobStatus status : kJobStatuses) {
    Job one = job(std::string(name_of(status)));
    ASSERT_TRUE(create(one));
    one.status = status;
    ASSERT_TRUE(save(is_terminal(status) ? ended(one, status) : one));
    tick();
  }
  EXPECT_EQ(names(page(ada, unfinished)), (Names{"running", "queued"}));
  EXPECT_EQ(page(ada).jobs.size(), kJobStatuses.size());
}

TEST_P(JobPages, GoOnWithoutHoleOrRepeatWhateverTheirLength) {
  Names all;
  Names unfinished;
  for (int i = 0; i < 20; ++i) {
    const std::string id(1, static_cast<char>('a' + i));
    create_one(id);
    if (i % 3 == 0) {
      ASSERT_TRUE(save(ended(job(id))));
    } else {
      unfinished.push_back(id);
    }
    all.push_back(id);
    if (i % 4 == 0) {  // else in the same millisecond as the one before
      tick();
    }
  }
  std::ranges::reverse(all);
  std::ranges::reverse(unfinished);
  for (const std::size_t limit : {1U, 2U, 3U, 7U, 20U, 21U}) {
    EXPECT_EQ(paged(ada, limit, false), all) << limit;
    EXPECT_EQ(paged(ada, limit, true), unfinished) << limit;
  }
}

TEST_P(JobPages, SayThatThereIsMoreOnlyWhenThereIs) {
  create_one("a");
  create_one("b");
  EXPECT_FALSE(page(ada, {.limit = 2}).next);
  create_one("c");
  const JobPage first = page(ada, {.limit = 2});
  EXPECT_EQ(first.next, (JobPosition{.created_at = clock.now(), .id = job("b").id}));
}

TEST_P(JobPages, GoOnBehindAJobThatIsGone) {
  for (const char* id : {"a", "b", "c"}) {
    ASSERT_TRUE(create(ended(job(id))));
    tick();
  }
  const JobPage first = page(ada, {.limit = 1});
  purge(clock.now());
  create_one("d");
  EXPECT_TRUE(page(ada, {.limit = 5, .after = first.next}).jobs.empty());
}

INSTANTIATE_TEST_SUITE_P(Stores, JobPages, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
