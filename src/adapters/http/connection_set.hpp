#pragma once

#include <boost/intrusive/list.hpp>

#include <chrono>
#include <cstdint>

namespace belfry::http {

/// One shard's HTTP connections of a server, swept for what is overdue: no timer a connection. The shard's thread only.
class ConnectionSet {
  using Hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// Leaves the set when destroyed.
  class Member : public Hook {
   public:
    enum class Phase : std::uint8_t {
      idle,  ///< between requests: may be closed at any moment
      busy,
    };

    /// Ends what is under way. Does not destroy the member.
    virtual void cancel() = 0;

    bool timed_out() const { return timed_out_; }

   protected:
    ~Member() = default;

    void wait_until(TimePoint deadline, Phase phase) {
      deadline_ = deadline;
      phase_ = phase;
    }
    void wait_without_end() { deadline_ = TimePoint::max(); }

   private:
    friend class ConnectionSet;
    TimePoint deadline_ = TimePoint::max();
    Phase phase_ = Phase::busy;
    bool timed_out_ = false;
  };

  void add(Member& member) { members_.push_back(member); }
  void cancel_overdue(TimePoint now);
  void cancel_idle();
  void cancel_all();

 private:
  boost::intrusive::list<Member, boost::intrusive::constant_time_size<false>> members_;
};

}  // namespace belfry::http
