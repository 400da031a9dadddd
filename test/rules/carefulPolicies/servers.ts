/** The tools of seventeen real servers, and of one with what real ones seldom have, that the careful policies name: names and types of their arguments alone. */
const tools: Readonly<Record<string, string>> = {
  filesystem: `read_file path tail:number head:number
    read_text_file path
    write_file path content
    edit_file path edits:array dryRun:boolean
    create_directory path
    list_directory path
    move_file source destination
    search_files path pattern
    get_file_info path`,
  github: `create_or_update_file owner repo path content message branch
    search_code q page:number per_page:number
    get_file_contents owner repo path branch
    push_files owner repo branch files:array message
    create_issue owner repo title body labels:array
    create_pull_request owner repo title body head base draft:boolean
    create_branch owner repo branch from_branch
    merge_pull_request owner repo pull_number:number merge_method
    fork_repository owner repo organization
    list_issues owner repo state per_page:number`,
  slack: `slack_list_channels limit:number
    slack_post_message channel_id text
    slack_reply_to_thread channel_id thread_ts text
    slack_get_channel_history channel_id limit:number
    slack_add_reaction channel_id timestamp reaction
    slack_get_users limit:number`,
  postgres: "query sql",
  git: `git_status path
    git_log path maxCount:integer
    git_push path remote branch force:boolean delete:boolean
    git_checkout path target
    git_clone url path
    git_commit path message noVerify:boolean
    git_branch path mode branchName
    git_reset path mode`,
  asana: `asana_get_task task_id
    asana_create_task project_id name due_on assignee
    asana_update_task task_id completed:boolean
    asana_search_tasks workspace text
    asana_delete_tag tag_gid`,
  calendar: `list-events calendarId timeMin timeMax
    create-event calendarId summary start end sendUpdates attendees:array
    update-event calendarId eventId sendUpdates
    delete-event calendarId eventId
    get-current-time timeZone`,
  firecrawl: `firecrawl_scrape url formats:array
    firecrawl_map url limit:number
    firecrawl_crawl url limit:number allowExternalLinks:boolean
    firecrawl_search query limit:integer
    firecrawl_interact scrapeId code`,
  mongodb: `find database collection filter:object limit:number
    aggregate database collection pipeline:array
    insert-many database collection documents:array
    delete-many database collection filter:object
    drop-collection database collection
    connect connectionString
    count database collection`,
  heroku: `get_app_info app
    get_app_logs app
    ps_restart app
    ps_scale app dyno
    pg_psql command app database
    deploy_one_off_dyno name command
    maintenance_on app`,
  "ms-365": `list-mail-messages top:integer filter
    send-mail to subject body
    upload-file-content driveId body
    share-drive-item driveId email role
    delete-onedrive-file driveId driveItemId`,
  airtable: `list_records baseId tableId maxRecords:number filterByFormula
    create_record baseId tableId fields:object
    update_records baseId tableId records:array
    delete_records baseId tableId recordIds:array
    upload_attachment baseId recordId file filename contentType`,
  argocd: `list_applications search limit:integer offset:integer
    get_application applicationName applicationNamespace
    get_application_workload_logs applicationName applicationNamespace container
    update_application applicationName application:object
    delete_application applicationName applicationNamespace cascade:boolean
    sync_application applicationName applicationNamespace dryRun:boolean prune:boolean revision
    run_resource_action applicationName applicationNamespace resourceRef:object action`,
  "cloud-run": `list_projects
    create_project projectId
    get_service_log project region service
    deploy_local_folder project region service folderPath
    deploy_file_contents project region service files:array
    deploy_container_image project region service imageUrl`,
  grafana: `query_prometheus datasourceUid expr queryType startTime endTime
    query_loki_logs datasourceUid logql limit:number direction
    update_dashboard uid folderUid message overwrite:boolean
    create_incident title severity status isDrill:boolean attachUrl
    add_activity_to_incident incidentId body
    get_datasource_by_name name`,
  quickbooks: `query query
    create_transfer from_account to_account amount:number txn_date draft:boolean
    receive_payment customer_name customer_id amount:number txn_date draft:boolean
    create_invoice txn_date customer_name customer_id bill_email memo draft:boolean
    edit_customer id display_name email notes
    delete_entity entity_type id confirm:boolean`,
  freee: `freee_file_upload file_path company_id description receipt_metadatum_amount:number
    freee_api_get service path query
    freee_api_post service path body:object query
    freee_api_delete service path query
    freee_set_current_company company_id name`,
  lists: `send_mail to subject body cc bcc
    send_to_all to:texts cc:texts subject
    crawl url includePaths:texts excludePaths:texts
    fetch url
    find_records filter:object
    delete_records filter:object
    label_issue owner repo labels:texts
    git_push remote branch remoteBranch
    copy_file source destination`,
};

/** A catalogue of the tools of one server, as the importer of a catalogue reads it. */
export function serverCatalogue(server: string): object {
  const listed = (tools[server] ?? "").split("\n").map((line) => {
    const [name = "", ...names] = line.trim().split(/\s+/);
    const properties = names.map((each) => {
      const [argument = "", type = "string"] = each.split(":");
      return [argument, type === "texts" ? { type: "array", items: { type: "string" } } : { type }];
    });
    const inputSchema = { type: "object", properties: Object.fromEntries(properties) };
    return { name, summary: name, category: "Read", risk: "Low", classification: "derived", inputSchema };
  });
  return { server: { name: server }, tools: listed };
}
