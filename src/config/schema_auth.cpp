#include "config/section_of.hpp"

namespace belfry::config {
namespace {

Section jwt_section() {
  return repeated_table<&Config::jwt>(
      "auth.jwt", "Whose user JWTs are believed: one table, or several as [[auth.jwt]].", Repeat::once_or_list,
      {
          {"issuer", "The iss that a token must carry; empty: any, which jwks_url does not allow.",
           slot<&JwtConfig::issuer>},
          {"audience", "One of these must stand in aud or be the client_id; empty: not asked.",
           slot<&JwtConfig::audience>},
          {"jwks_url", "Where the issuer's keys are fetched (RS256, ES256, EdDSA).", slot<&JwtConfig::jwks_url>},
          {"jwks_file", "A file with the issuer's keys, instead of jwks_url.", slot<&JwtConfig::jwks_file>},
          {"hs256_secret", "The shared secret of HS256 tokens, instead of a key set; 32 bytes or more.",
           slot<&JwtConfig::hs256_secret>, Secrecy::secret},
          {"user_claim", "The claim that holds the user id.", slot<&JwtConfig::user_claim>},
          {"scope_claim", "The claim that holds the scopes; belfry:admin opens the admin page.",
           slot<&JwtConfig::scope_claim>},
          {"leeway_seconds", "How far the clocks of issuer and server may differ.", slot<&JwtConfig::leeway>},
          {"max_age_seconds",
           "A token with an older iat opens no connection; 0: no limit.",
           slot<&JwtConfig::max_age>,
           Secrecy::open,
           {"WEBSOCKET_TOKEN_MAX_AGE"}},
          {"allow_at_connect", "Whether a user JWT may open a connection; false: connection tokens only.",
           slot<&JwtConfig::allow_at_connect>},
      });
}

Section cognito_section() {
  return single_table<&Config::cognito>(
      "auth.cognito", "An Amazon Cognito user pool as the issuer of user JWTs.",
      {
          {"user_pool_id",
           "The pool, like eu-west-1_AbCdEf; empty: no Cognito.",
           slot<&CognitoConfig::user_pool_id>,
           Secrecy::open,
           {"COGNITO_USER_POOL_ID"}},
          {"client_id",
           "The app client whose tokens are accepted.",
           slot<&CognitoConfig::client_id>,
           Secrecy::open,
           {"COGNITO_CLIENT_ID"}},
          {"region",
           "The region of the pool; empty: taken from user_pool_id.",
           slot<&CognitoConfig::region>,
           Secrecy::open,
           {"COGNITO_REGION"}},
          {"token_use", "Which tokens are accepted: access, id or both.", slot<&CognitoConfig::token_use>},
          {"max_age_seconds",
           "A token with an older iat opens no connection; 0: no limit.",
           slot<&CognitoConfig::max_age>,
           Secrecy::open,
           {"WEBSOCKET_TOKEN_MAX_AGE"}},
      });
}

Section connection_tokens_section() {
  return single_table<&Config::connection_tokens>("auth.connection_tokens",
                                                  "Short-lived single-use tokens that open one connection.",
                                                  {
                                                      {"secret",
                                                       "Signs connection tokens; 32 bytes or more.",
                                                       slot<&ConnectionTokensConfig::secret>,
                                                       Secrecy::secret,
                                                       {"WEBSOCKET_TOKEN_SECRET"}},
                                                      {"previous_secret",
                                                       "Still accepted while the secret is being rotated.",
                                                       slot<&ConnectionTokensConfig::previous_secret>,
                                                       Secrecy::secret,
                                                       {"WEBSOCKET_TOKEN_SECRET_PREVIOUS"}},
                                                      {"ttl_seconds",
                                                       "How long a connection token may wait to be used.",
                                                       slot<&ConnectionTokensConfig::ttl>,
                                                       Secrecy::open,
                                                       {"WEBSOCKET_TOKEN_TTL_SECONDS"}},
                                                      {"per_minute_per_user",
                                                       "How many connection tokens a user may ask for in a minute.",
                                                       slot<&ConnectionTokensConfig::per_minute_per_user>,
                                                       Secrecy::open,
                                                       {"WEBSOCKET_MAX_TOKENS_PER_MINUTE"}},
                                                  });
}

}  // namespace

std::vector<Section> auth_sections() {
  return {
      jwt_section(),
      cognito_section(),
      connection_tokens_section(),
      repeated_table<&Config::service_keys>(
          "auth.service_keys", "The back ends that publish, one table a key.", Repeat::list,
          {
              {"name", "Names the back end in logs.", slot<&ServiceKeyConfig::name>},
              {"key", "What it sends as Authorization: Bearer; 16 bytes or more.", slot<&ServiceKeyConfig::key>,
               Secrecy::secret},
              {"scopes", "What it may do: publish, broadcast, jobs, connections, users, admin.",
               slot<&ServiceKeyConfig::scopes>},
          }),
      repeated_table<&Config::aws_keys>(
          "auth.aws_keys", "Keys with which AWS SDKs sign requests to @connections.", Repeat::list,
          {
              {"access_key_id", "The public half.", slot<&AwsKeyConfig::access_key_id>},
              {"secret_access_key", "The secret half.", slot<&AwsKeyConfig::secret_access_key>, Secrecy::secret},
          }),
  };
}

}  // namespace belfry::config
