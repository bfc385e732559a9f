-- Auth, as measured-2026-11 wrote it: see README.md.
-- Sessions are an hour old whenever this is loaded.
INSERT INTO accounts (id, handle, email, password_hash, role, status, version, created_at) VALUES
  ('01a2222e-1899-76dd-9476-907fb7ce8bdd', 'admin', 'admin@forum.invalid', '$argon2id$v=19$m=19456,t=2,p=1$lqQMaKZ9Fxb110icF2vXng$AllI1Ixw+lkSqCQbH36kBXNkyzDtyOvbLV1D3sNgwmY', 'ADMIN', 'ACTIVE', '1', '2026-11-28 12:42:56.026+00'),
  ('01a2222e-218d-725f-b0ef-a28d89eddece', 'demo', 'demo@forum.example', '$argon2id$v=19$m=19456,t=2,p=1$yCkw5UJibR9rrEr2mNxAPQ$FxfvHv7SzJS5xd+B5FW1gM2rcP6ybv3fvqf4P/585EM', 'USER', 'ACTIVE', '1', '2026-11-28 12:42:58.317+00'),
  ('01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'ann', 'ann@example.org', '$argon2id$v=19$m=19456,t=2,p=1$b219AD5rpJI5wX2hbGvlBg$t2tuAyni9HW0D6y2c71PDunc/cFt1aBVoaqCijiNXDw', 'USER', 'ACTIVE', '1', '2026-11-28 12:43:33.298+00'),
  ('01a2222e-ab58-72fe-ad62-694671dcbf53', 'ben', 'ben@example.org', '$argon2id$v=19$m=19456,t=2,p=1$R/mwaiPRUrzWoTyoAZkqaA$CKATuBL1HNulVCQTec/ZA06DhZHzkcNwbBURohPGJiQ', 'USER', 'ACTIVE', '1', '2026-11-28 12:43:33.592+00');
INSERT INTO profiles (user_id, display_name, bio, version) VALUES
  ('01a2222e-1899-76dd-9476-907fb7ce8bdd', 'admin', '', '1'),
  ('01a2222e-218d-725f-b0ef-a28d89eddece', 'Demo', '', '1'),
  ('01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'Ann of the lighthouse', 'Пишу о маяках.', '2'),
  ('01a2222e-ab58-72fe-ad62-694671dcbf53', 'ben', '', '1');
INSERT INTO sessions (id, account_id, client, created_at, last_used_at, ended_at) VALUES
  ('01a2222e-2214-7518-a0cd-bf7a3e882156', '01a2222e-218d-725f-b0ef-a28d89eddece', 'node', now() - interval '1 hour', now() - interval '1 hour', NULL),
  ('01a2222e-aa41-722a-81c9-c5811c0a0b94', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'node', now() - interval '1 hour', now() - interval '1 hour', NULL),
  ('01a2222e-ab6a-72c0-bc70-62331889e7d4', '01a2222e-ab58-72fe-ad62-694671dcbf53', 'node', now() - interval '1 hour', now() - interval '1 hour', NULL),
  ('01a2222e-b76f-7322-8672-74be83a15470', '01a2222e-1899-76dd-9476-907fb7ce8bdd', 'node', now() - interval '1 hour', now() - interval '1 hour', NULL),
  ('01a2222e-b85a-7705-ac6d-1bd73a474a9e', '01a2222e-ab58-72fe-ad62-694671dcbf53', 'node', now() - interval '1 hour', now() - interval '1 hour', now() - interval '1 hour'),
  ('01a2222e-b953-716f-a3ff-1965891584de', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'node', now() - interval '1 hour', now() - interval '1 hour', NULL);
INSERT INTO refresh_tokens (token_hash, session_id, used_at) VALUES
  (E'\\x11baf125b5eaadb94d9fd94af16cd1cea9f3dba149cb0e2595a017d361686bd0', '01a2222e-b953-716f-a3ff-1965891584de', NULL),
  (E'\\x778e4e13c5644e9ada216f1c5f0e58e81ec934ce675f5def059ee5a0b77aa878', '01a2222e-b85a-7705-ac6d-1bd73a474a9e', NULL),
  (E'\\xa801c9f1154cb271ebfa64db73fe25ddc2750d2f3f9ccf2cda91f36c643dbb1f', '01a2222e-b76f-7322-8672-74be83a15470', NULL),
  (E'\\xc71e38f03adf8bd4bb841c5fcbfa25941c0577fd63a03eeea8b80be38dd528e0', '01a2222e-2214-7518-a0cd-bf7a3e882156', NULL),
  (E'\\xe6e7858eb2d70b8c26888da8f401353efcd20ad802bbeca5f1700e9037d47c12', '01a2222e-aa41-722a-81c9-c5811c0a0b94', NULL),
  (E'\\xff75a084a78faf9f356844858c6422c4becee74ed3b83ab55934f241871a20ec', '01a2222e-ab6a-72c0-bc70-62331889e7d4', NULL);
UPDATE revocation_head SET number = 1;
INSERT INTO revocations (number, session_id, user_id, created_at) VALUES
  ('1', '01a2222e-b85a-7705-ac6d-1bd73a474a9e', NULL, now() - interval '1 hour');
INSERT INTO signing_keys (kid, public_jwk, sealed_key, created_at, activates_at) VALUES
  ('LJv5jDbTRGV24h0nB_o6rvBRg1k64YPp2lZwejCiGCA', '{"x": "_lGLb1t8fhAGp-DYsvj15jRXNd2qbMN0bFTzks_Q0i0", "y": "fGWvXi9FQN8yhnb0Rsx-9eaHIc7_4-G8HYv6JhR3ewY", "crv": "P-256", "kty": "EC"}', E'\\x3ffc7ef8a42ac485fee962a242e5a0755309409b38341f84522e925a490c54cc1c978df1c31e862d90034e140c22e5f6b34ae9fe1bbf09c28a4d2cb31f706f6e023169c793c24de979e10d72fa36a580d14fc6240cdf6770c98f38c4ed90c3a935afafe53a45743b4206b6a441a2e02ea7a0f0597451a892bbd81d331aa87e684a824d334cad8c1cea1d05290ed83f4c75f862f2c5412c0c7255e9c6de40123681ec2e1ac81d', '2026-11-28 12:42:42.794+00', '2026-11-28 12:42:42.794+00');
