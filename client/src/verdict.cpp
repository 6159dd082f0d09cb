#include "verdict.hpp"

namespace belfry::client {
namespace {

/// A repeat that finds the job at its end: the attempt before it was done, and its answer lost.
bool was_done_before(const Call& call, const Answer& answer, int attempts) {
  return call.kind == Call::Kind::job_end && attempts > 1 && answer.code == kJobTerminal;
}

}  // namespace

Verdict judge(const Call& call, const Answer& answer, int attempts) {
  const Verdict unknown = call.repeatable ? Verdict::again : Verdict::uncertain;
  if (answer.status == 0) {
    return answer.unsent ? Verdict::again : unknown;
  }
  if (answer.status >= 200 && answer.status < 300) {
    return Verdict::sent;
  }
  if (was_done_before(call, answer, attempts)) {
    return Verdict::sent;
  }
  // Both say that nothing was done.
  if (answer.status == 429 || answer.status == 503) {
    return Verdict::again;
  }
  return answer.status >= 500 || answer.status == 408 ? unknown : Verdict::refused;
}

}  // namespace belfry::client
