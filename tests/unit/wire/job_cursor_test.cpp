#include "wire/job_cursor.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry::wire {
namespace {

const Instant kCreated = from_millis(1'769'342'390'123);

TEST(JobCursor, NamesATimeAndAJob) {
  EXPECT_EQ(job_cursor(kCreated, JobId("job_20260125_k3v9")), "1769342390123.job_20260125_k3v9");
}

TEST(JobCursor, IsReadAsItWasWritten) {
  for (const char* const id : {"job_20260125_k3v9", "a.b", "x"}) {
    const auto position = parse_job_cursor(job_cursor(kCreated, JobId(id)));
    ASSERT_TRUE(position) << id;
    EXPECT_EQ(position->first, kCreated);
    EXPECT_EQ(position->second, JobId(id));
  }
}

TEST(JobCursor, IsNothingElse) {
  for (const char* const text :
       {"", ".", "1769342390123", "1769342390123.", ".job_1", "x.job_1", "-1.job_1", "+1.job_1", " 1.job_1", "1 .job_1",
        "0x1.job_1", "99999999999999999999.job_1", "1e3.job_1", "1a2b3c4d.42.0"}) {
    EXPECT_FALSE(parse_job_cursor(text)) << text;
  }
}

}  // namespace
}  // namespace belfry::wire
