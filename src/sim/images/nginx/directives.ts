/** Contexts: m main, e events, h http, s server, l location, u upstream, i if, x limit_except; z stream and mail too. */
const BY_CONTEXT: Readonly<Record<string, string>> = {
  m: 'daemon debug_points env include load_module lock_file master_process pcre_jit pid ssl_engine thread_pool timer_resolution user worker_cpu_affinity worker_priority worker_processes worker_rlimit_core worker_rlimit_nofile worker_shutdown_timeout working_directory events http stream mail',
  mhsl: 'error_log',
  e: 'accept_mutex accept_mutex_delay debug_connection multi_accept use worker_aio_requests worker_connections include',
  h: 'geo map split_clients upstream limit_conn_zone limit_req_zone log_format proxy_cache_path fastcgi_cache_path server server_names_hash_bucket_size server_names_hash_max_size variables_hash_bucket_size variables_hash_max_size map_hash_bucket_size map_hash_max_size client_body_in_single_buffer ssl_session_timeout resolver_timeout perl_modules perl_require geoip_country geoip_city include scgi_cache_path uwsgi_cache_path js_import js_path limit_zone underscores_in_headers',
  hs: 'client_header_buffer_size client_header_timeout connection_pool_size ignore_invalid_headers large_client_header_buffers merge_slashes request_pool_size ssl_buffer_size ssl_certificate ssl_certificate_key ssl_ciphers ssl_client_certificate ssl_conf_command ssl_crl ssl_dhparam ssl_early_data ssl_ecdh_curve ssl_ocsp ssl_password_file ssl_prefer_server_ciphers ssl_protocols ssl_reject_handshake ssl_session_cache ssl_session_ticket_key ssl_session_tickets ssl_session_timeout ssl_stapling ssl_stapling_verify ssl_trusted_certificate ssl_verify_client ssl_verify_depth http2 http2_max_concurrent_streams http2_chunk_size http3 quic_retry quic_gso underscores_in_headers',
  hsl: 'absolute_redirect add_after_body add_before_body add_trailer aio aio_write allow auth_basic auth_basic_user_file auth_delay auth_request auth_request_set autoindex autoindex_exact_size autoindex_format autoindex_localtime charset charset_types chunked_transfer_encoding client_body_buffer_size client_body_in_file_only client_body_temp_path client_body_timeout client_max_body_size default_type deny directio directio_alignment disable_symlinks etag fastcgi_bind fastcgi_buffer_size fastcgi_buffering fastcgi_buffers fastcgi_cache fastcgi_cache_key fastcgi_cache_valid fastcgi_connect_timeout fastcgi_hide_header fastcgi_index fastcgi_intercept_errors fastcgi_param fastcgi_pass_header fastcgi_read_timeout fastcgi_request_buffering fastcgi_send_timeout fastcgi_split_path_info fastcgi_temp_path fastcgi_max_temp_file_size fastcgi_busy_buffers_size fastcgi_keep_conn fastcgi_next_upstream grpc_buffer_size grpc_connect_timeout grpc_read_timeout grpc_send_timeout grpc_set_header grpc_hide_header gunzip gzip gzip_buffers gzip_comp_level gzip_disable gzip_http_version gzip_min_length gzip_proxied gzip_static gzip_types gzip_vary if_modified_since index keepalive_disable keepalive_requests keepalive_time keepalive_timeout limit_conn limit_conn_dry_run limit_conn_log_level limit_conn_status limit_req limit_req_dry_run limit_req_log_level limit_req_status lingering_close lingering_time lingering_timeout log_not_found log_subrequest max_ranges memcached_connect_timeout min_delete_depth mirror mirror_request_body msie_padding open_file_cache open_file_cache_errors open_file_cache_min_uses open_file_cache_valid open_log_file_cache output_buffers override_charset port_in_redirect postpone_output proxy_bind proxy_buffer_size proxy_buffering proxy_buffers proxy_busy_buffers_size proxy_cache proxy_cache_background_update proxy_cache_bypass proxy_cache_key proxy_cache_lock proxy_cache_methods proxy_cache_min_uses proxy_cache_revalidate proxy_cache_use_stale proxy_cache_valid proxy_connect_timeout proxy_cookie_domain proxy_cookie_flags proxy_cookie_path proxy_force_ranges proxy_headers_hash_bucket_size proxy_headers_hash_max_size proxy_hide_header proxy_http_version proxy_ignore_client_abort proxy_ignore_headers proxy_intercept_errors proxy_max_temp_file_size proxy_method proxy_next_upstream proxy_next_upstream_timeout proxy_next_upstream_tries proxy_no_cache proxy_pass_header proxy_pass_request_body proxy_pass_request_headers proxy_read_timeout proxy_redirect proxy_request_buffering proxy_send_timeout proxy_set_body proxy_set_header proxy_socket_keepalive proxy_ssl_certificate proxy_ssl_certificate_key proxy_ssl_ciphers proxy_ssl_name proxy_ssl_protocols proxy_ssl_server_name proxy_ssl_session_reuse proxy_ssl_trusted_certificate proxy_ssl_verify proxy_ssl_verify_depth proxy_store proxy_temp_path real_ip_header real_ip_recursive recursive_error_pages reset_timedout_connection resolver resolver_timeout satisfy scgi_temp_path secure_link send_lowat send_timeout sendfile_max_chunk server_name_in_redirect server_tokens set_real_ip_from slice source_charset ssi ssi_types sub_filter_last_modified sub_filter_once sub_filter_types subrequest_output_buffer_size tcp_nodelay tcp_nopush types types_hash_bucket_size types_hash_max_size uwsgi_buffers uwsgi_param uwsgi_read_timeout uwsgi_temp_path xslt_stylesheet sub_filter include uninitialized_variable_warn dav_access create_full_put_path',
  hsli: 'access_log add_header error_page expires gzip keepalive_timeout limit_rate limit_rate_after root sendfile rewrite_log',
  s: 'listen server_name try_files location',
  sl: 'try_files location if internal',
  sli: 'break return rewrite set',
  l: 'alias internal limit_except empty_gif stub_status mp4 flv perl dav_methods random_index api status js_content proxy_store_access',
  li: 'proxy_pass fastcgi_pass grpc_pass memcached_pass scgi_pass uwsgi_pass',
  lix: 'proxy_pass',
  x: 'allow deny auth_basic auth_basic_user_file',
  u: 'hash ip_hash keepalive keepalive_requests keepalive_time keepalive_timeout least_conn least_time ntlm queue random server state sticky zone resolver resolver_timeout',
};

const allowed = new Map<string, Set<string>>();
for (const [contexts, names] of Object.entries(BY_CONTEXT)) {
  for (const name of names.split(' ')) {
    const known = allowed.get(name) ?? new Set<string>();
    for (const context of contexts) known.add(context);
    allowed.set(name, known);
  }
}

/** Blocks, with the letter of the context inside them; `free` ones hold words of any kind. */
export const BLOCKS: Readonly<Record<string, string>> = {
  events: 'e',
  http: 'h',
  server: 's',
  location: 'l',
  upstream: 'u',
  if: 'i',
  limit_except: 'x',
  types: 'free',
  map: 'free',
  geo: 'free',
  split_clients: 'free',
  stream: 'z',
  mail: 'z',
};

/** Whether nginx knows a directive, and whether it may stand in a context. What is inside `stream` is not looked at. */
export function directiveAt(name: string, context: string): 'ok' | 'unknown' | 'misplaced' {
  if (context === 'z' || context === 'free') return 'ok';
  const contexts = allowed.get(name);
  if (!contexts) return 'unknown';
  return contexts.has(context) ? 'ok' : 'misplaced';
}
