// Claims of nobody's registry that big providers are known for, from their own documentation. name|who|meaning
const rows = `
scp|Entra ID, Okta|What it may be used for
appid|Entra ID|The application that asked for it
appidacr|Entra ID|How that application proved itself: 0 not at all, 1 with a secret, 2 with a certificate
azpacr|Entra ID|How the application proved itself: 0 not at all, 1 with a secret, 2 with a certificate
tid|Entra ID|The tenant
oid|Entra ID|The subject in the directory; the same in every application of the tenant
idp|Entra ID, IdentityServer|Who signed the person in
idtyp|Entra ID|Whether it speaks for an application or a person
uti|Entra ID|The name of this very token
rh|Entra ID|For Microsoft’s own use
aio|Entra ID|For Microsoft’s own use
sid|Entra ID|The session
wids|Entra ID|The tenant-wide roles of the person, by their ids
hasgroups|Entra ID|The person is in groups, which did not fit into the token
upn|Entra ID, AD FS|The name that the person signs in with
unique_name|Entra ID, AD FS|A name for showing; not unique for ever
ipaddr|Entra ID|The address that the person came from
onprem_sid|Entra ID|The security identifier in the local directory
puid|Entra ID|The subject by its older number
platf|Entra ID|The platform of the device
xms_cc|Entra ID|What the application can handle (CP1: claims challenges)
xms_st|Entra ID|The subject as the first application knows it
xms_mirid|Entra ID|The managed identity as a resource
xms_az_rid|Entra ID|The resource that it was issued to
xms_tcdt|Entra ID|When the tenant was made
xms_idrel|Entra ID|How the subject belongs to the tenant
xms_ftd|Entra ID|For Microsoft’s own use
xms_par_app_azp|Entra ID|The parent of the application
acct|Entra ID|Whether the person is a member (0) or a guest (1)
acrs|Entra ID|The demands of conditional access that were met
ctry|Entra ID|The country of the person
tenant_ctry|Entra ID|The country of the tenant
tenant_region_scope|Entra ID|The region of the tenant
verified_primary_email|Entra ID|The checked e-mail address
verified_secondary_email|Entra ID|The checked second e-mail address
login_hint|Entra ID|Names the person at the next sign-in or sign-out
deviceid|Entra ID|The device
in_corp|Entra ID|The person came from the company’s network
pwd_exp|Entra ID|When the password ends, in seconds
pwd_url|Entra ID|Where the password can be changed
tfp|Azure AD B2C|The user flow
extension_*|Azure AD B2C, Entra ID|A field of the directory that was added
newUser|Azure AD B2C|Whether the person has just signed up
ver|Entra ID, Okta|The version of the token format
nbf_ms|Azure|Before this moment it is not accepted yet, in milliseconds
hd|Google|The organisation’s domain that the person belongs to
azp_*|Google|About the application that it was issued to
google|Google Cloud|Facts about the virtual machine
firebase|Firebase|How the person signed in
user_id|Firebase, UAA|The user
uid|Okta, Firebase|The user
cid|Okta, UAA|The application that asked for it
auth_time|Okta|When the person last proved who they are
gty|Auth0|The grant that gave it
permissions|Auth0|What the subject may do
org_id|Auth0|The organisation
org_name|Auth0|The organisation’s name
cognito:groups|Amazon Cognito|The groups that the person is in
cognito:roles|Amazon Cognito|The AWS roles that the person may take
cognito:preferred_role|Amazon Cognito|The AWS role that is taken first
cognito:username|Amazon Cognito|The user’s name
vct|SD-JWT VC|The type of the credential
vct#integrity|SD-JWT VC|A digest of what describes that type
custom:*|Amazon Cognito|A field that was added to the user pool
token_use|Amazon Cognito|What the token is for
event_id|Amazon Cognito|The sign-in that gave it
origin_jti|Amazon Cognito|The sign-in that all its tokens come from; revoked together
device_key|Amazon Cognito|The device
identities|Amazon Cognito|The accounts elsewhere that the person came from
typ|Keycloak|The kind of token, by the issuer
session_state|Keycloak|The session at the authorisation server
realm_access|Keycloak|The roles in the whole realm
resource_access|Keycloak|The roles per application
allowed-origins|Keycloak|Web pages that may use it
clientHost|Keycloak|The machine that the application asked from
clientAddress|Keycloak|The address that the application asked from
clientId|Keycloak|The application that asked for it
authorization|Keycloak|The permissions that were granted one by one
not-before-policy|Keycloak|Older tokens are void
trusted-certs|Keycloak|Certificates that may be used for sign-in
s_hash|FAPI, Keycloak|Ties the ID token to the state of the sign-in
pi.sri|PingFederate|The session, for revoking it
pi.*|PingFederate|For Ping’s own use
env|PingOne|The environment
org|PingOne|The organisation
p1.*|PingOne|About the environment and region
client_name|Ping, OpenAM|The name of the application
auditTrackingId|ForgeRock|Finds the token in the audit log
tokenName|ForgeRock|The kind of token
grant_type|ForgeRock, UAA|The grant that gave it
realm|ForgeRock|The realm
cts|ForgeRock|Where the token is stored
subname|ForgeRock|The user’s name
authGrantId|ForgeRock|The grant that it comes from
repository|GitHub Actions|The repository that the workflow runs in
repository_id|GitHub Actions|The repository by its number
repository_owner|GitHub Actions|Who owns the repository
repository_owner_id|GitHub Actions|The owner by number
repository_visibility|GitHub Actions|Whether the repository is public
ref|GitHub Actions, GitLab CI|The branch or tag
ref_type|GitHub Actions, GitLab CI|Whether that is a branch or a tag
ref_protected|GitHub Actions, GitLab CI|Whether that is protected
ref_path|GitLab CI|The branch or tag in full
head_ref|GitHub Actions|The branch that a pull request comes from
base_ref|GitHub Actions|The branch that a pull request goes to
workflow|GitHub Actions|The workflow
workflow_ref|GitHub Actions|The workflow’s file and version
workflow_sha|GitHub Actions|The commit of the workflow
job_workflow_ref|GitHub Actions|The called workflow’s file and version
job_workflow_sha|GitHub Actions|The commit of the called workflow
event_name|GitHub Actions|What started the workflow
run_id|GitHub Actions|The run
run_number|GitHub Actions|The number of the run
run_attempt|GitHub Actions|Which try of the run it is
runner_environment|GitHub Actions, GitLab CI|Whose machine it runs on
actor|GitHub Actions|Who started the run
actor_id|GitHub Actions|Who started the run, by number
sha|GitHub Actions, GitLab CI|The commit
enterprise|GitHub Actions|The enterprise
environment|GitHub Actions, GitLab CI|The environment that is deployed to
namespace_id|GitLab CI|The group, by number
namespace_path|GitLab CI|The group
project_id|GitLab CI|The project, by number
project_path|GitLab CI|The project
user_login|GitLab CI|Who started the job
user_email|GitLab CI|The e-mail address of who started the job
user_access_level|GitLab CI|What that person may do in the project
pipeline_id|GitLab CI|The pipeline
pipeline_source|GitLab CI|What started the pipeline
job_id|GitLab CI|The job
ci_config_ref_uri|GitLab CI|The pipeline’s file and version
deployment_tier|GitLab CI|How serious the environment is
groups_direct|GitLab|The groups that the person is in directly
kubernetes.io|Kubernetes|The pod, its service account and its namespace
kubernetes.io/*|Kubernetes|About the service account
system:*|Kubernetes|A name inside the cluster
user_metadata|Supabase|Facts that the person can change: no proof of anything
app_metadata|Supabase|Facts that only the server can change
aal|Supabase|How strongly the person proved who they are: aal1 once, aal2 with a second factor
session_id|Supabase, WorkOS|The session
is_anonymous|Supabase|Whether nobody signed in
role|Supabase, IdentityServer|The role that the subject has
client_*|IdentityServer|A fact about the application
custom_attributes|Salesforce|Facts that were added
organization_id|Salesforce|The organisation
sfdc_community_url|Salesforce|The site that the person signed in at
zid|UAA, SAP|The zone
ext_attr|SAP XSUAA|About the subaccount
xs.*|SAP XSUAA|For SAP’s own use
xs.system.attributes|SAP XSUAA|Role collections of the person
rev_sig|UAA|Ties the token to what revokes it
authorities|UAA, Spring|What the subject may do
origin|UAA|Who signed the person in
user_name|UAA, Spring|The user’s name
azp_name|Clerk|The application
pla|Clerk|The plan that is paid for
fva|Clerk|For how many minutes each factor has been proved
sts|Clerk|Whether the session is still pending
org_role|Clerk|The role in the organisation
org_slug|Clerk|The organisation’s short name
org_permissions|Clerk|What the subject may do in the organisation
feature_flags|WorkOS, Kinde|What is turned on for the person
orig_iat|Django, Hasura|When the first token of this chain was issued
token_type|Simple JWT|The kind of token
active|introspection|Whether the server still takes the token
username|introspection|The name that the person signs in with
email_address|common|The e-mail address of the person
tenant|common|The tenant
tenant_id|common|The tenant
fid|common|The family of refresh tokens that it belongs to
device_id|common|The device
ip|common|The address that the person came from
https://hasura.io/jwt/claims|Hasura|The roles and variables for GraphQL
https://*|Auth0 and others|A claim that was added by a rule; its address only keeps the name apart
http://schemas.xmlsoap.org/ws/2005/05/identity/claims/*|AD FS, .NET|A claim in its older name as an address
http://schemas.microsoft.com/*|Microsoft|A claim in its older name as an address
http://*|Auth0 and others|A claim that was added by a rule; its address only keeps the name apart
urn:*|common|A private claim whose name is a URN
`

export interface KnownClaim {
  readonly provider: string
  readonly meaning: string
}

const entries = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [name = '', provider = '', meaning = ''] = row.split('|')
    return { name, known: { provider, meaning } }
  })
const byName = new Map(entries.filter(({ name }) => !name.endsWith('*')).map(({ name, known }) => [name, known]))
const byPrefix = entries
  .filter(({ name }) => name.endsWith('*'))
  .map(({ name, known }) => ({ prefix: name.slice(0, -1), known }))
  .toSorted((left, right) => right.prefix.length - left.prefix.length)

/** What a private claim means at the providers that are known to use it; null for one that nobody here knows. */
export const knownClaim = (name: string): KnownClaim | null =>
  byName.get(name) ??
  byPrefix.find(({ prefix }) => name.length > prefix.length && name.startsWith(prefix))?.known ??
  null
