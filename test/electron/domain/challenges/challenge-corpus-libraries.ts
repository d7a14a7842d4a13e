import { aChallenge, bearer, type CorpusRow } from './corpus-row.ts'

/** Of libraries, web servers and products that are run at home. */
export const corpusOfLibraries: readonly CorpusRow[] = [
  [
    'Spring Security',
    'Bearer error="invalid_token", error_description="Jwt expired at 2026-03-01T11:55:00Z", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    [
      bearer({
        error: 'invalid_token',
        error_description: 'Jwt expired at 2026-03-01T11:55:00Z',
        error_uri: 'https://tools.ietf.org/html/rfc6750#section-3.1',
      }),
    ],
  ],
  [
    'Spring Security, several faults',
    'Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    [
      bearer({
        error: 'invalid_token',
        error_description:
          'An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found',
        error_uri: 'https://tools.ietf.org/html/rfc6750#section-3.1',
      }),
    ],
  ],
  [
    'Spring Security, DPoP',
    ['Bearer', 'DPoP algs="RS256 ES256"'],
    [bearer(), aChallenge('DPoP', { algs: 'RS256 ES256' })],
  ],
  [
    'Spring Security OAuth (old)',
    'Bearer realm="oauth2-resource", error="unauthorized", error_description="Full authentication is required to access this resource"',
    [
      bearer({
        realm: 'oauth2-resource',
        error: 'unauthorized',
        error_description: 'Full authentication is required to access this resource',
      }),
    ],
  ],
  [
    'Keycloak',
    'Bearer realm="shop", error="invalid_token", error_description="Token verification failed"',
    [bearer({ realm: 'shop', error: 'invalid_token', error_description: 'Token verification failed' })],
  ],
  [
    'Keycloak authorization services',
    'UMA realm="shop",as_uri="https://id.example.test/realms/shop",ticket="eyJhbGciOiJIUzI1NiJ9"',
    [
      aChallenge('UMA', {
        realm: 'shop',
        as_uri: 'https://id.example.test/realms/shop',
        ticket: 'eyJhbGciOiJIUzI1NiJ9',
      }),
    ],
  ],
  ['GitHub', 'Basic realm="GitHub"', [aChallenge('Basic', { realm: 'GitHub' })]],
  [
    'GitHub MCP server',
    'Bearer error="invalid_request", error_description="No access token was provided in this request", resource_metadata="https://api.example.test/.well-known/oauth-protected-resource/mcp"',
    [
      bearer({
        error: 'invalid_request',
        error_description: 'No access token was provided in this request',
        resource_metadata: 'https://api.example.test/.well-known/oauth-protected-resource/mcp',
      }),
    ],
  ],
  ['GitLab (git over HTTP)', 'Basic realm="GitLab"', [aChallenge('Basic', { realm: 'GitLab' })]],
  [
    'GitLab API (Doorkeeper)',
    'Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="Token is expired. You can either do re-authorization or token refresh."',
    [
      bearer({
        realm: 'Protected by OAuth 2.0',
        error: 'invalid_token',
        error_description: 'Token is expired. You can either do re-authorization or token refresh.',
      }),
    ],
  ],
  [
    'Docker Hub',
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/alpine:pull"',
    [
      bearer({
        realm: 'https://auth.docker.io/token',
        service: 'registry.docker.io',
        scope: 'repository:library/alpine:pull',
      }),
    ],
  ],
  [
    'Docker registry, no right',
    'Bearer realm="https://auth.example.test/token",service="registry",scope="repository:app:push",error="insufficient_scope"',
    [
      bearer({
        realm: 'https://auth.example.test/token',
        service: 'registry',
        scope: 'repository:app:push',
        error: 'insufficient_scope',
      }),
    ],
  ],
  [
    'Jira Server',
    'OAuth realm="https%3A%2F%2Fjira.example.test"',
    [aChallenge('OAuth', { realm: 'https%3A%2F%2Fjira.example.test' })],
  ],
  [
    'Confluence, Bitbucket',
    'Basic realm="Atlassian Bitbucket"',
    [aChallenge('Basic', { realm: 'Atlassian Bitbucket' })],
  ],
  ['nginx auth_basic', 'Basic realm="Restricted Content"', [aChallenge('Basic', { realm: 'Restricted Content' })]],
  [
    'nginx auth_jwt',
    'Bearer realm="closed site", error="invalid_token"',
    [bearer({ realm: 'closed site', error: 'invalid_token' })],
  ],
  [
    'Apache mod_auth_openidc',
    'Bearer realm="api", error="invalid_token", error_description="Introspection failed"',
    [bearer({ realm: 'api', error: 'invalid_token', error_description: 'Introspection failed' })],
  ],
  [
    'Apache mod_auth_digest',
    'Digest realm="private", nonce="Ny8yLzIwMDI=", algorithm=MD5, domain="/a /b", qop="auth"',
    [aChallenge('Digest', { realm: 'private', nonce: 'Ny8yLzIwMDI=', algorithm: 'MD5', domain: '/a /b', qop: 'auth' })],
  ],
  [
    'Apache Kerberos',
    ['Negotiate', 'Basic realm="Kerberos Login"'],
    [aChallenge('Negotiate'), aChallenge('Basic', { realm: 'Kerberos Login' })],
  ],
  [
    'Apigee',
    'Bearer realm="null",error="invalid_token",error_description="oauth.v2.InvalidAccessToken: Invalid access token"',
    [
      bearer({
        realm: 'null',
        error: 'invalid_token',
        error_description: 'oauth.v2.InvalidAccessToken: Invalid access token',
      }),
    ],
  ],
  ['Tyk', 'Bearer realm="api.example.test"', [bearer({ realm: 'api.example.test' })]],
  ['Traefik basicAuth', 'Basic realm="traefik"', [aChallenge('Basic', { realm: 'traefik' })]],
  [
    'Traefik digestAuth',
    'Digest realm="traefik", nonce="k1Gq", opaque="zX9w", algorithm="MD5", qop="auth"',
    [aChallenge('Digest', { realm: 'traefik', nonce: 'k1Gq', opaque: 'zX9w', algorithm: 'MD5', qop: 'auth' })],
  ],
  ['oauth2-proxy', 'Basic realm="oauth2-proxy"', [aChallenge('Basic', { realm: 'oauth2-proxy' })]],
  [
    'Envoy jwt_authn',
    'Bearer realm="http://api.example.test/orders", error="invalid_token"',
    [bearer({ realm: 'http://api.example.test/orders', error: 'invalid_token' })],
  ],
  [
    'LemonLDAP::NG',
    'error=invalid_request,error_description=no_token',
    [aChallenge('', { error: 'invalid_request', error_description: 'no_token' })],
  ],
  [
    'LemonLDAP::NG, with scheme',
    'Bearer error=invalid_token,error_description=Token expired, or unknown',
    [bearer({ error: 'invalid_token', error_description: 'Token expired, or unknown' })],
  ],
  [
    'WSO2',
    'OAuth2 realm="WSO2 API Manager", error="invalid_token", error_description="The access token expired"',
    [
      aChallenge('OAuth2', {
        realm: 'WSO2 API Manager',
        error: 'invalid_token',
        error_description: 'The access token expired',
      }),
    ],
  ],
  ['Salesforce', 'Token', [aChallenge('Token')]],
  ['Django REST framework', 'Bearer realm="api"', [bearer({ realm: 'api' })]],
  ['Django REST framework, session', 'Session', [aChallenge('Session')]],
  ['Twitter', 'OAuth realm="https://api.twitter.com"', [aChallenge('OAuth', { realm: 'https://api.twitter.com' })]],
  [
    'Meta Graph API',
    'OAuth "Facebook Platform" "invalid_token" "Error validating access token: Session has expired."',
    [
      aChallenge('OAuth', {
        realm: 'Facebook Platform',
        error: 'invalid_token',
        error_description: 'Error validating access token: Session has expired.',
      }),
    ],
  ],
  ['Artifactory', 'Basic realm="Artifactory Realm"', [aChallenge('Basic', { realm: 'Artifactory Realm' })]],
  [
    'Elasticsearch',
    ['Basic realm="security", charset="UTF-8"', 'Bearer realm="security"', 'ApiKey'],
    [aChallenge('Basic', { realm: 'security', charset: 'UTF-8' }), bearer({ realm: 'security' }), aChallenge('ApiKey')],
  ],
  ['Jenkins', 'Basic realm="Jenkins"', [aChallenge('Basic', { realm: 'Jenkins' })]],
  [
    'CalDAV (RFC 7235 in the wild)',
    'Digest realm="BaikalDAV",qop="auth",nonce="5e1c",opaque="df58bdff"',
    [aChallenge('Digest', { realm: 'BaikalDAV', qop: 'auth', nonce: '5e1c', opaque: 'df58bdff' })],
  ],
  [
    'Bluesky PDS (DPoP)',
    'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"',
    [
      aChallenge('DPoP', {
        error: 'use_dpop_nonce',
        error_description: 'Resource server requires nonce in DPoP proof',
      }),
    ],
  ],
  [
    'Curity, step-up',
    'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="urn:se:curity:authentication:totp", max_age="60"',
    [
      bearer({
        error: 'insufficient_user_authentication',
        error_description: 'A different authentication level is required',
        acr_values: 'urn:se:curity:authentication:totp',
        max_age: '60',
      }),
    ],
  ],
  [
    'Apple private access tokens',
    'PrivateToken challenge="AAIA", token-key="MIIB", max-age="60"',
    [aChallenge('PrivateToken', { challenge: 'AAIA', 'token-key': 'MIIB', 'max-age': '60' })],
  ],
]
