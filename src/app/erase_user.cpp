#include "app/erase_user.hpp"

namespace belfry::app {

Task<Result<void>> EraseUser::erase(UserId user) {
  // First the connections, so that none of them writes an acknowledgement behind the last batch.
  co_await connections_.disconnect_user(user, CloseCode::disconnected_by_application, "ERASED");
  for (;;) {
    const auto step = co_await store_.erase_user(user, kBatch);
    if (!step) {
      co_return fail(step.error());
    }
    if (!step->more) {
      co_await jobs_.forget(user);
      opt_outs_.note(user, OptOuts::InApp::on);  // what the user had switched off is forgotten as well
      co_return Result<void>{};
    }
  }
}

}  // namespace belfry::app
