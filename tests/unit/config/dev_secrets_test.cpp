#include "config/dev_secrets.hpp"

#include "unit/config/fixture.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace belfry::config::test {
namespace {

class DevSecretsFile : public testing::Test {
 protected:
  LoadedConfig with(DevSecrets use, const std::string& text = "", Mode mode = Mode::normal) {
    return load({.file = folder_.write("belfry.toml", text),
                 .flags = {{"server.data_dir", folder_.file("data")}},
                 .dev_secrets = use,
                 .mode = mode},
                {});
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(DevSecretsFile, IsMadeForItsOwnerOnly) {
  const LoadedConfig loaded = with(DevSecrets::create);
  ASSERT_TRUE(loaded.ok()) << joined(loaded.problems);
  struct stat status{};
  ASSERT_EQ(::stat(folder_.file("data/dev.toml").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(DevSecretsFile, GivesTheSameSecretsToOtherCommands) {
  const LoadedConfig server = with(DevSecrets::create);
  const LoadedConfig other = with(DevSecrets::read);
  ASSERT_EQ(other.config.service_keys.size(), 1U);
  EXPECT_EQ(other.config.service_keys[0].name, "dev");
  EXPECT_EQ(other.config.service_keys[0].key, server.config.service_keys[0].key);
  EXPECT_EQ(other.config.connection_tokens.secret, server.config.connection_tokens.secret);
  ASSERT_EQ(other.config.jwt.size(), 1U);
  EXPECT_EQ(other.config.jwt[0].issuer, "belfry-dev");
  EXPECT_EQ(other.config.jwt[0].hs256_secret, server.config.jwt[0].hs256_secret);
}

TEST_F(DevSecretsFile, KeepsWhatTheConfigurationHas) {
  const LoadedConfig loaded =
      with(DevSecrets::create, "[auth.connection_tokens]\nsecret = \"0123456789abcdef0123456789abcdef\"\n");
  EXPECT_EQ(loaded.config.connection_tokens.secret, "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(loaded.config.service_keys.size(), 1U);
}

TEST_F(DevSecretsFile, IsNotReadByAServerThatIsNotInDevelopment) {
  ASSERT_TRUE(with(DevSecrets::create).ok());
  EXPECT_TRUE(with(DevSecrets::ignore).config.service_keys.empty());
}

TEST_F(DevSecretsFile, IsRefusedWhenOthersMayReadIt) {
  ASSERT_TRUE(with(DevSecrets::create).ok());
  ASSERT_EQ(::chmod(folder_.file("data/dev.toml").c_str(), 0644), 0);
  EXPECT_NE(joined(with(DevSecrets::read).problems).find("others may read it; run: chmod 600"), std::string::npos);
}

TEST_F(DevSecretsFile, IsNotMadeByOtherCommands) {
  EXPECT_TRUE(with(DevSecrets::read).ok());
  EXPECT_FALSE(std::filesystem::exists(folder_.file("data/dev.toml")));
}

TEST_F(DevSecretsFile, GoesWithAnAddressOnLoopbackOnly) {
  const LoadedConfig loaded = with(DevSecrets::create, "[server]\nlisten = \"0.0.0.0:8080\"\n", Mode::dev);
  EXPECT_NE(joined(loaded.problems).find("server.listen is 0.0.0.0:8080, but --dev listens on loopback only"),
            std::string::npos);
}

TEST_F(DevSecretsFile, ComesWithoutALimitOnAttemptsUnlessOneWasSet) {
  constexpr const char* kLimit = "[limits]\nconnect_attempts_per_minute_per_ip = 9\n";
  EXPECT_EQ(with(DevSecrets::create, "", Mode::dev).config.limits.connect_attempts_per_minute_per_ip, 0);
  EXPECT_EQ(with(DevSecrets::create, kLimit, Mode::dev).config.limits.connect_attempts_per_minute_per_ip, 9);
}

}  // namespace belfry::config::test
