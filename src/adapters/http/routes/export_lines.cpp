#include "adapters/http/routes/export_lines.hpp"

#include "adapters/http/routes/delivery_report_json.hpp"
#include "adapters/http/routes/outbox_json.hpp"
#include "wire/job_json.hpp"
#include "wire/notification_json.hpp"
#include "wire/preferences_json.hpp"

#include <variant>

namespace belfry::http {
namespace {

void write_outcome(json::Writer& writer, const Job& job) {
  if (job.results) {
    writer.key("results");
    writer.raw(*job.results);
  }
  if (job.error) {
    wire::write_job_error(writer, *job.error);
  }
  writer.member("endedAt", job.ended_at);
}

/// One line: its kind is known before the record is written.
class WriteLine {
 public:
  WriteLine(json::Writer& writer, const UserId& user) : writer_(writer), user_(user) {}

  void operator()(const ExportedAccount& account) const {
    kind("account");
    writer_.member("userId", user_.view());
    wire::write_state_members(writer_, account.state);
    writer_.key("preferences");
    writer_.raw(wire::preferences_text(account.preferences));
    writer_.key("channels");
    writer_.begin_array();
    for (const std::string& channel : account.channels) {
      writer_.string(channel);
    }
    writer_.end_array();
    writer_.member("tokensRevokedAt", account.tokens_revoked_at);
  }

  void operator()(const InboxItem& item) const {
    kind("inbox");
    writer_.key("notification");
    wire::write_item(writer_, item, user_);
  }

  void operator()(const ExportedMark& mark) const {
    kind("announcement");
    writer_.member("notificationId", mark.id);
    writer_.member("readAt", mark.read_at);
    writer_.member("removedAt", mark.removed_at);
  }

  void operator()(const Change& change) const {
    kind("log");
    writer_.key("change");
    wire::write_change(writer_, change);
  }

  void operator()(const UserDelivery& delivery) const {
    kind("decision");
    writer_.member("notificationId", delivery.notification_id);
    write_user_delivery_members(writer_, delivery);
  }

  void operator()(const ExportedKey& key) const {
    kind("key");
    writer_.member("dedupeKey", key.dedupe_key);
    writer_.member("notificationId", key.id);
    writer_.member("at", key.at);
  }

  void operator()(const OutboxEntry& entry) const {
    kind("outbox");
    writer_.key("event");
    writer_.begin_object();
    write_outbox_entry_members(writer_, entry);
    writer_.end_object();
  }

  void operator()(const Job& job) const {
    kind("job");
    writer_.key("job");
    writer_.begin_object();
    writer_.member("jobId", job.id.view());
    writer_.member("kind", job.kind);
    writer_.member("title", job.title);
    wire::write_job_stages(writer_, job.stages);
    writer_.member("fileName", job.file_name);
    writer_.member("correlationId", job.correlation_id);
    writer_.member("createdAt", job.created_at);
    writer_.member("status", name_of(job.status));
    writer_.member("stage", job.stage);
    writer_.member("progress", job.progress);
    writer_.member("stageProgress", job.stage_progress);
    writer_.member("message", job.message);
    writer_.member("currentRow", job.current_row);
    writer_.member("totalRows", job.total_rows);
    writer_.member("estimatedSecondsRemaining", job.seconds_remaining);
    writer_.member("updatedAt", job.updated_at);
    write_outcome(writer_, job);
    writer_.end_object();
  }

 private:
  void kind(std::string_view name) const { writer_.member("kind", name); }

  json::Writer& writer_;
  const UserId& user_;
};

}  // namespace

std::string export_lines(const UserId& user, std::span<const ExportRecord> records) {
  std::string lines;
  for (const ExportRecord& record : records) {
    json::Writer writer;
    writer.begin_object();
    std::visit(WriteLine(writer, user), record);
    writer.end_object();
    lines += writer.take();
    lines += '\n';
  }
  return lines;
}

std::string export_end() { return "{\"kind\":\"end\"}\n"; }

}  // namespace belfry::http
