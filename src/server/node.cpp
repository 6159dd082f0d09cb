#include "server/node.hpp"

#include "adapters/prometheus/metrics_page.hpp"
#include "base/log.hpp"
#include "server/settings.hpp"
#include "server/version.hpp"

#include <algorithm>
#include <future>
#include <stdexcept>
#include <thread>

namespace belfry::server {
namespace {

/// How long deliveries to other services may take to end; what is broken off is sent again after the next start.
constexpr std::chrono::seconds kOutboxPatience{3};

/// How long handlers may take to hear of the connections that the end closed.
constexpr std::chrono::seconds kGatewayPatience{3};

Stores opened(Result<Stores> stores) {
  if (!stores) {
    throw std::runtime_error(stores.error().log_detail.empty() ? stores.error().detail : stores.error().log_detail);
  }
  return std::move(*stores);
}

http::OriginPolicy::Settings origin_settings(const config::Config& config) {
  using Loopback = http::OriginPolicy::Loopback;
  return {.allow = config.origins.allow,
          .public_url = config.server.public_url,
          .loopback = config.dev.enabled ? Loopback::any_port : Loopback::as_listed};
}

Task<void> read_opt_outs(PreferenceStore& store, std::promise<Result<std::vector<UserId>>>& loaded) {
  auto users = co_await store.users_without_in_app();
  loaded.set_value(std::move(users));
}

std::uint32_t shard_count() {
  return std::clamp(std::thread::hardware_concurrency(), 1U, runtime::ShardSet::kMaxShards);
}

}  // namespace

Node::Node(const config::Config& config)
    : config_(config),
      types_(config_.notifications.extra_types),
      channel_rules_(channel_rules(config_)),
      dialects_(notifications_dialect_, dashboard_dialect_, jobs_dialect_, gateway_dialect_),
      origins_(origin_settings(config_)),
      stores_(opened(open_stores(config_, clock_))),
      auth_(config_, clock_),
      relay_(broker_),
      subscribe_(*stores_.subscriptions, channel_rules_),
      outbox_(config_, clock_),
      gateway_(config_, clock_),
      importer_(make_importer(config_, [this] { return service_address(); })),
      directory_(directory_settings(config_)),
      published_(types_.names()),
      shards_(std::make_unique<runtime::ShardSet>(shard_count())) {
  if (std::thread::hardware_concurrency() > runtime::ShardSet::kMaxShards) {
    log::warning("server:shards", {{"cores", std::thread::hardware_concurrency()}, {"shards", shards_->size()}});
  }
  make_shards();
  make_app();
  make_http();
}

void Node::make_jobs() {
  const auto tell = [this](messages::JobMessage news) {
    return job_feed_->tell(std::move(news));
  };
  const auto on_end = [this](std::string_view type) {
    published_.add(type);
    outbox_.kick();
  };
  std::vector<app::Jobs::Shard> shards;
  for (std::uint32_t i = 0; i < shards_->size(); ++i) {
    metrics_.push_back(std::make_unique<app::ShardMetrics>());
    app::JobTable::Parts parts{(*shards_)[i], clock_, *stores_.jobs, *metrics_[i], tell, on_end};
    job_tables_.push_back(std::make_unique<app::JobTable>(std::move(parts), job_settings(config_)));
    shards.push_back({.scheduler = &(*shards_)[i], .table = job_tables_[i].get()});
  }
  job_feed_ = std::make_unique<app::JobFeed>(directory_, *shards_, hubs_);
  jobs_ = std::make_unique<app::Jobs>(
      app::Jobs::Parts{*shards_, std::move(shards), *stores_.jobs, clock_, job_settings(config_).stalled});
}

void Node::make_shards() {
  shards_->start();
  make_jobs();
  nodes_.resize(shards_->size());
  const ShardNode::Settings settings = shard_settings(config_);
  for (std::uint32_t i = 0; i < shards_->size(); ++i) {
    const ShardNode::Parts parts{clock_,      *stores_.notifications, subscribe_, *jobs_, directory_, dialects_,
                                 *metrics_[i]};
    shards_->run_on(i, [&] { nodes_[i] = std::make_unique<ShardNode>((*shards_)[i], parts, settings); });
    hubs_.push_back(&nodes_[i]->hub());
  }
  deliver_ = std::make_unique<app::Deliver>(directory_, opt_outs_, *shards_, hubs_);
  broker_.subscribe(*deliver_);
  stores_.notifications->set_listener(relay_);
}

void Node::make_app() {
  connect_ =
      std::make_unique<app::Connect>(app::Connect::Parts{directory_, clock_, origins_, auth_.tokens(), auth_.users(),
                                                         *stores_.tokens, opt_outs_, connection_ids_},
                                     connect_settings(config_), [this](ConnectionKey key) { evict(key); });
  if (!config_.server.websocket_enabled) {
    connect_->refuse_all();
  }
  fan_out_ = std::make_unique<app::ChannelFanOut>((*shards_)[0], *shards_, *stores_.channel_sends,
                                                  app::ChannelFanOut::Settings{});
  publish_ = std::make_unique<app::Publish>(
      app::Publish::Parts{*stores_.notifications, *stores_.channel_sends, *stores_.announcements, clock_, dialects_,
                          published_, [this] { fan_out_->kick(); },
                          [this] {
                            outbox_.kick();
                          }},
      publish_settings(config_));
  issue_token_ = std::make_unique<app::IssueToken>(
      app::IssueToken::Parts{auth_.tokens(), *stores_.tokens, clock_, channel_rules_, opt_outs_},
      token_settings(config_));
  std::vector<const app::DeliveryTrace*> traces;
  for (const auto& node : nodes_) {
    traces.push_back(&node->trace());
  }
  explain_ = std::make_unique<app::Explain>(*stores_.reports, *shards_, std::move(traces));
  announce_ = std::make_unique<app::Announce>(
      *stores_.announcements, dialects_,
      app::Announce::Settings{.max_message_bytes = publish_settings(config_).max_message_bytes});
  connections_ =
      std::make_unique<app::Connections>(app::Connections::Parts{directory_, connection_ids_, *shards_, hubs_});
  erase_ = std::make_unique<app::EraseUser>(*stores_.privacy, *connections_, *jobs_, opt_outs_);
  broadcast_ = std::make_unique<app::Broadcast>(app::Broadcast::Parts{directory_, *shards_, hubs_, dialects_, clock_},
                                                broadcast_settings(config_));
}

void Node::make_http() {
  std::vector<const app::ShardMetrics*> shard_metrics;
  for (const auto& metrics : metrics_) {
    shard_metrics.push_back(metrics.get());
  }
  auto page = std::make_shared<prometheus_adapter::MetricsPage>(prometheus_adapter::MetricSources{
      shard_metrics, directory_, published_, stores_.errors, version(), &outbox_.metrics()});
  HttpFront::Parts parts{.clock = clock_,
                         .auth = auth_,
                         .origins = origins_,
                         .stores = stores_,
                         .types = types_,
                         .connect = *connect_,
                         .publish = *publish_,
                         .announce = *announce_,
                         .subscribe = subscribe_,
                         .tokens = *issue_token_,
                         .explain = *explain_,
                         .erase = *erase_,
                         .broadcast = *broadcast_,
                         .connections = *connections_,
                         .jobs = *jobs_,
                         .kick_outbox = [this] { outbox_.kick(); },
                         .gateway = gateway_.handlers(),
                         .importer = importer_.get(),
                         .scheduler = [this](std::uint32_t shard) -> Scheduler& { return (*shards_)[shard]; },
                         .metrics = [page] { return page->render(); },
                         .open_socket =
                             [this](std::uint32_t shard, push::Upgraded upgraded, app::Session::Opening opening) {
                               open_socket(shard, std::move(upgraded), std::move(opening));
                             }};
  http_ = std::make_unique<HttpFront>(config_, std::move(parts));
}

std::string Node::service_address() const {
  return config_.server.internal_listen.empty() ? address() : internal_address();
}

void Node::serve() {
  load_opt_outs();
  start_upkeep();
  http_->serve(*shards_);
}

void Node::start_upkeep() {
  const app::Upkeep::Stores stores{
      .notifications = *stores_.notifications, .tokens = *stores_.tokens, .jobs = *stores_.jobs};
  upkeep_ = std::make_unique<app::Upkeep>((*shards_)[0], clock_, stores, upkeep_settings(config_));
  upkeep_->on_tick([this] { auth_.refresh_due_keys(); });
  shards_->run_on(0, [this] { upkeep_->start(); });
  for (std::uint32_t i = 0; i < shards_->size(); ++i) {
    shards_->run_on(i, [this, i] { job_tables_[i]->start(); });
  }
  fan_out_->kick();  // what a crash interrupted
  outbox_.start(*shards_, 0, *stores_.outbox);
}

void Node::load_opt_outs() {
  std::promise<Result<std::vector<UserId>>> loaded;
  shards_->run_on(0, [&] { (*shards_)[0].spawn(read_opt_outs(*stores_.preferences, loaded)); });
  const auto users = loaded.get_future().get();
  if (!users) {
    throw std::runtime_error("the preferences cannot be read: " + users.error().log_detail);
  }
  opt_outs_.fill(*users);
}

void Node::open_socket(std::uint32_t shard, push::Upgraded upgraded, app::Session::Opening opening) {
  nodes_[shard]->open(std::move(upgraded), std::move(opening));
}

void Node::evict(ConnectionKey key) {
  const std::uint32_t shard = app::shard_of(key);
  shards_->post_to(shard, [hub = &nodes_[shard]->hub(), key] { hub->close(key, CloseCode::replaced, "REPLACED"); });
}

void Node::drain() {
  const auto deadline = clock_.steady_now() + config_.server.drain;
  if (importer_ != nullptr) {
    importer_->stop();  // while it can still report that it was interrupted
  }
  connect_->refuse_all();
  http_->start_drain();
  for (std::uint32_t i = 0; i < shards_->size(); ++i) {
    shards_->run_on(i, [this, i] {
      nodes_[i]->start_drain();
      job_tables_[i]->release_waiters();
    });
  }
  // The directory is counted by every connection there is, and has nobody to wake: it is looked at.
  while (directory_.connections() > 0 && clock_.steady_now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock_.steady_now());
  if (!http_->wait_until_drained(std::max(left, std::chrono::milliseconds(1000)))) {
    log::warning("server:drain", {{"detail", "requests were still running at the end of the drain window"}});
  }
}

Node::~Node() {
  http_->close();
  for (std::uint32_t i = 0; i < shards_->size(); ++i) {
    shards_->run_on(i, [this, i] {
      nodes_[i]->flush_acks();
      job_tables_[i]->flush();
    });
  }
  if (importer_ != nullptr) {
    importer_->stop();
  }
  gateway_.stop(kGatewayPatience);
  outbox_.stop(kOutboxPatience);
  // Commits what is queued, with the shards still there to take the answers.
  stores_.stop();
  auth_.stop();
  // The loops end before what their timers and coroutines refer to; nothing runs on a shard from here on.
  shards_->stop();
  nodes_.clear();
  job_tables_.clear();
  shards_.reset();
}

}  // namespace belfry::server
