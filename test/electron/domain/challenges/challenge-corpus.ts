import { aChallenge, bearer, type CorpusRow } from './corpus-row.ts'
import { corpusByHand } from './challenge-corpus-by-hand.ts'
import { corpusOfLibraries } from './challenge-corpus-libraries.ts'

const platforms: readonly CorpusRow[] = [
  [
    'Microsoft Entra (ARM)',
    'Bearer authorization_uri="https://login.windows.net/3c7a", error="invalid_token", error_description="The authentication failed because of missing \'Authorization\' header."',
    [
      bearer({
        authorization_uri: 'https://login.windows.net/3c7a',
        error: 'invalid_token',
        error_description: "The authentication failed because of missing 'Authorization' header.",
      }),
    ],
  ],
  [
    'Microsoft Entra (Conditional Access)',
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19"',
    [
      bearer({
        realm: '',
        authorization_uri: 'https://login.microsoftonline.com/common/oauth2/authorize',
        client_id: '00000003-0000-0000-c000-000000000000',
        error: 'insufficient_claims',
        claims: 'eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19',
      }),
    ],
  ],
  [
    'Azure Key Vault',
    'Bearer authorization="https://login.microsoftonline.com/3c7a", resource="https://vault.azure.net"',
    [bearer({ authorization: 'https://login.microsoftonline.com/3c7a', resource: 'https://vault.azure.net' })],
  ],
  [
    'Azure Storage',
    'Bearer authorization_uri=https://login.microsoftonline.com/3c7a/oauth2/authorize resource_id=https://storage.azure.com',
    [
      bearer({
        authorization_uri: 'https://login.microsoftonline.com/3c7a/oauth2/authorize',
        resource_id: 'https://storage.azure.com',
      }),
    ],
  ],
  [
    'Azure Container Registry',
    'Bearer realm="https://team.azurecr.io/oauth2/token",service="team.azurecr.io",scope="repository:app:pull,push"',
    [
      bearer({
        realm: 'https://team.azurecr.io/oauth2/token',
        service: 'team.azurecr.io',
        scope: 'repository:app:pull,push',
      }),
    ],
  ],
  [
    'SharePoint Online',
    'Bearer realm="3c7a",client_id="00000003-0000-0ff1-ce00-000000000000",trusted_issuers="00000001-0000-0000-c000-000000000000@*,D3776938@*",authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    [
      bearer({
        realm: '3c7a',
        client_id: '00000003-0000-0ff1-ce00-000000000000',
        trusted_issuers: '00000001-0000-0000-c000-000000000000@*,D3776938@*',
        authorization_uri: 'https://login.microsoftonline.com/common/oauth2/authorize',
      }),
    ],
  ],
  [
    'Exchange Online',
    [
      'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="0001@*", token_types="app_asserted_user_v1 service_asserted_app_v1"',
      'Basic Realm=""',
    ],
    [
      bearer({
        client_id: '00000002-0000-0ff1-ce00-000000000000',
        trusted_issuers: '0001@*',
        token_types: 'app_asserted_user_v1 service_asserted_app_v1',
      }),
      aChallenge('Basic', { Realm: '' }),
    ],
  ],
  [
    'Azure DevOps',
    [
      'Bearer authorization_uri=https://login.windows.net/3c7a',
      'Basic realm="https://dev.azure.example/"',
      'TFS-Federated',
    ],
    [
      bearer({ authorization_uri: 'https://login.windows.net/3c7a' }),
      aChallenge('Basic', { realm: 'https://dev.azure.example/' }),
      aChallenge('TFS-Federated'),
    ],
  ],
  ['ASP.NET Core JwtBearer', 'Bearer', [bearer()]],
  [
    'ASP.NET Core JwtBearer, expired',
    'Bearer error="invalid_token", error_description="The token expired at \'03/01/2026 11:55:00\'"',
    [bearer({ error: 'invalid_token', error_description: "The token expired at '03/01/2026 11:55:00'" })],
  ],
  [
    'ASP.NET Core JwtBearer, audience',
    'Bearer error="invalid_token", error_description="The audience \'(null)\' is invalid; The issuer \'https://a\' is invalid"',
    [
      bearer({
        error: 'invalid_token',
        error_description: "The audience '(null)' is invalid; The issuer 'https://a' is invalid",
      }),
    ],
  ],
  ['IIS, Windows authentication', ['Negotiate', 'NTLM'], [aChallenge('Negotiate'), aChallenge('NTLM')]],
  [
    'IIS, all at once',
    'Negotiate, NTLM, Basic realm="intranet"',
    [aChallenge('Negotiate'), aChallenge('NTLM'), aChallenge('Basic', { realm: 'intranet' })],
  ],
  [
    'NTLM, second leg',
    'NTLM TlRMTVNTUAACAAAADgAOADgAAAAzgoriASNFZ4mrze8AAAAAAAAAAA==',
    [aChallenge('NTLM', {}, 'TlRMTVNTUAACAAAADgAOADgAAAAzgoriASNFZ4mrze8AAAAAAAAAAA==')],
  ],
  [
    'AD FS device authentication',
    'PKeyAuth Nonce="AwAB", Version="1.0", CertAuthorities="OU=82dbaca4,CN=MS-Organization-Access", Context="c1"',
    [
      aChallenge('PKeyAuth', {
        Nonce: 'AwAB',
        Version: '1.0',
        CertAuthorities: 'OU=82dbaca4,CN=MS-Organization-Access',
        Context: 'c1',
      }),
    ],
  ],
  [
    'Google APIs',
    'Bearer realm="https://accounts.google.com/", error="invalid_token"',
    [bearer({ realm: 'https://accounts.google.com/', error: 'invalid_token' })],
  ],
  [
    'Google APIs, scope',
    'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="https://www.googleapis.com/auth/drive https://www.googleapis.com/auth/drive.file"',
    [
      bearer({
        realm: 'https://accounts.google.com/',
        error: 'insufficient_scope',
        scope: 'https://www.googleapis.com/auth/drive https://www.googleapis.com/auth/drive.file',
      }),
    ],
  ],
  [
    'Google data APIs',
    [
      'AuthSub realm="https://www.google.com/accounts/AuthSubRequest"',
      'GoogleLogin realm="https://www.google.com/accounts/ClientLogin", service="cl"',
    ],
    [
      aChallenge('AuthSub', { realm: 'https://www.google.com/accounts/AuthSubRequest' }),
      aChallenge('GoogleLogin', { realm: 'https://www.google.com/accounts/ClientLogin', service: 'cl' }),
    ],
  ],
  ['Google Cloud Endpoints', 'Bearer, error="invalid_token"', [bearer({ error: 'invalid_token' })]],
  ['Google Cloud IAP', 'Bearer realm="iap"', [bearer({ realm: 'iap' })]],
  [
    'Amazon Cognito with API Gateway',
    'Bearer scope="" error="invalid_token" error_description="the token has invalid claims"',
    [bearer({ scope: '', error: 'invalid_token', error_description: 'the token has invalid claims' })],
  ],
  [
    'Amazon ECR',
    'Basic realm="https://1.dkr.ecr.eu-west-1.amazonaws.com/",service="ecr.amazonaws.com"',
    [aChallenge('Basic', { realm: 'https://1.dkr.ecr.eu-west-1.amazonaws.com/', service: 'ecr.amazonaws.com' })],
  ],
  ['AWS signature', 'AWS4-HMAC-SHA256', [aChallenge('AWS4-HMAC-SHA256')]],
  ['Kong key-auth', 'Key realm="kong"', [aChallenge('Key', { realm: 'kong' })]],
  ['Kong key-auth, without realm', 'Key', [aChallenge('Key')]],
  [
    'Kong oauth2',
    'Bearer realm="service" error="invalid_token" error_description="The access token is invalid or has expired"',
    [
      bearer({
        realm: 'service',
        error: 'invalid_token',
        error_description: 'The access token is invalid or has expired',
      }),
    ],
  ],
  ['Kong hmac-auth', 'hmac realm="kong"', [aChallenge('hmac', { realm: 'kong' })]],
]

/** Challenges as products send them, by their documentation, their source or their answers; values are made up. */
export const challengeCorpus: readonly CorpusRow[] = [...platforms, ...corpusOfLibraries, ...corpusByHand]
