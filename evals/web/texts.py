"""Every word of the view of evaluations, in Vietnamese and in English; reports have their own in `evals/templates/texts.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    label: str
    skip: str
    heading: str
    about: str
    sets: str
    choose: str
    sample: str
    upload: str
    uploading: str
    forms: str
    form_heading: str
    form: tuple[str, ...]
    cases: str
    answerable: str
    unanswerable: str
    conversations: str
    contexts: str
    over_index: str
    absent: str
    no_evidence: str
    faults: str
    more: str
    by_model: str
    by_model_about: str
    run: str
    busy_run: str
    running: str
    reading: str
    asking: str
    right_so_far: str
    left: str
    minutes: str
    seconds: str
    soon: str
    letting_chat: str
    stop: str
    stopping: str
    done: str
    stopped: str
    stopped_early: str
    failed: str
    see_report: str
    resume: str
    runs: str
    no_runs: str
    set: str
    started: str
    done_cases: str
    right: str
    cited: str
    declined: str
    declined_wrongly: str
    documents: str
    report: str
    unfinished: str
    open: str
    report_of: str
    report_frame: str
    compare: str
    compare_none: str
    same_set: str
    other_sets: str
    new_tab: str
    download: str
    close: str
    set_unknown: str
    set_gone: str
    run_unknown: str
    too_large: str
    too_heavy: str
    shelf_full: str
    delete: str
    delete_sure: str
    delete_now: str
    delete_keep: str
    deleted: str
    empty_upload: str
    already: str
    changed: str
    elsewhere: str
    unwritable: str
    disk: str
    broken: str
    unreachable: str


_VI = EvaluationTexts(
    label="Đánh giá",
    skip="Chuyển đến phần chọn bộ câu hỏi",
    heading="Đánh giá câu trả lời",
    about="Cho chương trình trả lời một bộ câu hỏi có sẵn đáp án, xem đúng bao nhiêu, sai ở đâu và so với những lần chạy trước.",
    sets="Bộ câu hỏi",
    choose="Chọn bộ câu hỏi",
    sample="Bộ mẫu đi kèm chương trình",
    upload="Tải tệp lên…",
    uploading="Đang tải lên và đọc tệp…",
    forms="JSON Lines, CSV, Excel (.xlsx) hoặc SQuAD, tối đa {limit} MB. Có thể kéo tệp thả vào đây.",
    form_heading="Cách viết một bộ câu hỏi",
    form=(
        "Dễ nhất là một bảng tính, mỗi hàng một câu hỏi, hàng đầu là tên cột.",
        "Cột “Câu hỏi” là bắt buộc. Cột “Đáp án”: các ý cần có, cách nhau bằng dấu chấm phẩy; các cách viết một ý cách nhau bằng dấu |.",
        "Cột “Tài liệu” (tên tệp), “Trang” và “Trích dẫn”: chỗ trong văn bản chứa đáp án, để chấm cả trích dẫn.",
        "Cột “Hội thoại”: các hàng cùng tên là các lượt của một cuộc hội thoại, hỏi lần lượt từ trên xuống.",
        "Câu mà văn bản không trả lời: ghi “không” ở cột “Có đáp án”, để xem chương trình có nói đúng là không tìm thấy hay không.",
    ),
    cases="{count} câu hỏi",
    answerable="{count} câu văn bản có nêu",
    unanswerable="{count} câu văn bản không nêu",
    conversations="{count} hội thoại ({turns} lượt)",
    contexts="Bộ này kèm {count} văn bản riêng: chúng được nạp vào một kho tạm, kho đang dùng không thay đổi.",
    over_index="Câu hỏi được trả lời từ kho đang dùng ({count} văn bản).",
    absent="{count} trên {all} văn bản mà bộ câu hỏi dẫn không có trong kho đang dùng, nên câu hỏi về chúng khó mà đúng: {names}.",
    no_evidence="{count} câu có đáp án mà không ghi bằng chứng (tài liệu và trích dẫn): trích dẫn cho các câu này không chấm được, "
    "nên chỉ các thông tin được chấm.",
    faults="{count} câu không đọc được và sẽ bị bỏ qua",
    more="… và {count} câu nữa.",
    by_model="Cho mô hình ngôn ngữ {model} viết câu trả lời.",
    by_model_about="Không chọn: lời đáp dựng sẵn, để so được với các lần chạy khác. Chọn: chậm hơn nhiều.",
    run="Chạy bộ câu hỏi này",
    busy_run="Đang chạy một bộ khác: hãy chờ hoặc dừng lần chạy đó.",
    running="Đang chạy: {name}",
    reading="Đang nạp văn bản của bộ câu hỏi: {done} trên {count} đoạn",
    asking="Đã hỏi {done} trên {count} câu",
    right_so_far="{right} câu đúng",
    left="còn khoảng {time}",
    minutes="{count} phút",
    seconds="{count} giây",
    soon="đang ước lượng thời gian còn lại",
    letting_chat="Trong lúc chạy vẫn hỏi đáp bình thường; có thể đóng trang này, lần chạy vẫn tiếp tục.",
    stop="Dừng",
    stopping="Đang dừng…",
    done="Đã chạy xong {name}: {right} trên {count} câu đúng.",
    stopped="Đã dừng {name} sau {done} trên {count} câu; có thể chạy tiếp từ danh sách dưới đây.",
    stopped_early="Đã dừng {name} trước khi hỏi câu nào.",
    failed="Lần chạy {name} bị dừng.",
    see_report="Xem báo cáo",
    resume="Chạy tiếp",
    runs="Các lần chạy",
    no_runs="Chưa có lần chạy nào: hãy chọn một bộ câu hỏi ở trên rồi bấm “Chạy bộ câu hỏi này”.",
    set="Bộ câu hỏi",
    started="Bắt đầu",
    done_cases="Số câu",
    right="Đúng",
    cited="Dẫn đúng nguồn",
    declined="Từ chối đúng",
    declined_wrongly="Từ chối nhầm",
    documents="Văn bản",
    report="Báo cáo",
    unfinished="{done} trên {count}, chưa xong",
    open="Xem báo cáo của {name}, chạy lúc {started}",
    report_of="Báo cáo: {name}, chạy lúc {started}",
    report_frame="Báo cáo của lần chạy",
    compare="So với lần chạy",
    compare_none="Không so sánh",
    same_set="Cùng bộ câu hỏi",
    other_sets="Bộ câu hỏi khác",
    new_tab="Mở trong thẻ mới",
    download="Tải về",
    close="Đóng báo cáo",
    set_unknown="Không có bộ câu hỏi này: hãy tải lại trang và chọn lại.",
    set_gone="Không chạy tiếp được vì không còn bộ câu hỏi của lần chạy này: hãy tải lại đúng tệp đó lên rồi chạy tiếp.",
    run_unknown="Không có lần chạy này: hãy tải lại trang và chọn lại.",
    too_large="Tệp lớn hơn {limit} MB: hãy chia thành nhiều tệp nhỏ hơn.",
    too_heavy="Đọc tệp này tốn quá nhiều thời gian hoặc bộ nhớ: hãy chia thành nhiều tệp nhỏ hơn.",
    shelf_full="Chỉ giữ được {count} bộ câu hỏi, tổng cộng {limit} MB: hãy xóa một bộ không dùng nữa rồi tải lại.",
    delete="Xóa bộ câu hỏi này…",
    delete_sure="Xóa bộ câu hỏi {name}? Báo cáo của những lần đã chạy vẫn còn, nhưng lần chạy dở thì không chạy tiếp được.",
    delete_now="Xóa",
    delete_keep="Giữ lại",
    deleted="Đã xóa bộ câu hỏi {name}.",
    empty_upload="Tệp này rỗng: hãy chọn một tệp có câu hỏi.",
    already="Đang có một lần chạy: hãy chờ xong hoặc dừng lần đó trước.",
    changed="Không chạy tiếp được vì từ lúc bắt đầu, kho văn bản, cài đặt, chương trình hoặc bộ câu hỏi đã thay đổi: hãy chạy lại từ đầu.",
    elsewhere="Lần chạy này đang được một chương trình khác chạy tiếp: hãy chờ xong rồi tải lại trang.",
    unwritable="Không ghi được vào thư mục dữ liệu: xin báo người quản trị kiểm tra quyền ghi và dung lượng đĩa.",
    disk="Không ghi được kết quả xuống đĩa: xin báo người quản trị kiểm tra dung lượng rồi chạy tiếp.",
    broken="Có trục trặc khi làm việc này: xin thử lại, nếu vẫn lỗi thì báo người quản trị.",
    unreachable="Không liên lạc được với chương trình: hãy kiểm tra xem nó còn chạy không rồi thử lại.",
)

_EN = EvaluationTexts(
    label="Evaluations",
    skip="Skip to the choice of a test set",
    heading="Evaluate the answers",
    about="Have the program answer a set of questions with known answers, see how many are right and where the others were lost, and "
    "compare with earlier runs.",
    sets="Test set",
    choose="Choose a test set",
    sample="The sample that comes with the program",
    upload="Upload a file…",
    uploading="Uploading and reading the file…",
    forms="JSON Lines, CSV, Excel (.xlsx) or SQuAD, at most {limit} MB. A file can also be dropped here.",
    form_heading="How to write a test set",
    form=(
        "A spreadsheet is easiest: a question a row, the names of the columns in the first row.",
        "A column “Question” is needed. “Answer”: the facts that are wanted, set apart by semicolons; spellings of one fact by |.",
        "“Document” (a file name), “Page” and “Quote”: where the documents say so, to have citations scored as well.",
        "“Conversation”: rows of one name are the turns of a conversation, asked from the top down.",
        "Where the documents do not say: write “no” under “Answerable”, to see whether the program says so too.",
    ),
    cases="{count} questions",
    answerable="{count} that the documents answer",
    unanswerable="{count} that they do not",
    conversations="{count} conversations ({turns} turns)",
    contexts="This set brings {count} documents of its own: they are read into a temporary index, and yours stays as it is.",
    over_index="The questions are answered from the documents held now ({count}).",
    absent="{count} of {all} documents that the set refers to are not held, so questions about them will hardly come out right: {names}.",
    no_evidence="{count} questions have answers but no evidence (document and quote): citations for them cannot be scored, so only "
    "the facts are.",
    faults="{count} questions cannot be read and will be left out",
    more="… and {count} more.",
    by_model="Have the chat model {model} write the answers.",
    by_model_about="Unticked: the built-in answers, which can be compared with other runs. Ticked: far slower.",
    run="Run this test set",
    busy_run="Another set is running: wait for it, or stop it.",
    running="Running: {name}",
    reading="Reading the documents of the set: {done} of {count} passages",
    asking="{done} of {count} questions asked",
    right_so_far="{right} right",
    left="about {time} left",
    minutes="{count} min",
    seconds="{count} s",
    soon="working out the time left",
    letting_chat="The chat works as usual meanwhile; you may close this page, and the run goes on.",
    stop="Stop",
    stopping="Stopping…",
    done="{name} is done: {right} of {count} right.",
    stopped="{name} was stopped after {done} of {count} questions; go on with it from the list below.",
    stopped_early="{name} was stopped before any question was asked.",
    failed="The run of {name} has ended.",
    see_report="See the report",
    resume="Go on",
    runs="Runs",
    no_runs="There are no runs yet: choose a test set above and press “Run this test set”.",
    set="Test set",
    started="Started",
    done_cases="Questions",
    right="Right",
    cited="Right evidence",
    declined="Rightly declined",
    declined_wrongly="Wrongly declined",
    documents="Documents",
    report="Report",
    unfinished="{done} of {count}, unfinished",
    open="See the report of {name}, started {started}",
    report_of="Report: {name}, started {started}",
    report_frame="Report of the run",
    compare="Compare with",
    compare_none="No comparison",
    same_set="The same test set",
    other_sets="Other test sets",
    new_tab="Open in a new tab",
    download="Download",
    close="Close the report",
    set_unknown="There is no such test set: reload the page and choose again.",
    set_gone="The test set of this run is no longer here: upload that very file again, then go on.",
    run_unknown="There is no such run: reload the page and choose again.",
    too_large="The file is larger than {limit} MB: split it into several.",
    too_heavy="Reading this file takes too much time or memory: split it into several smaller ones.",
    shelf_full="At most {count} test sets of {limit} MB together are kept: delete one that is no longer used, then upload again.",
    delete="Delete this test set…",
    delete_sure="Delete the test set {name}? The reports of its runs stay, but a run that is not finished cannot be gone on with.",
    delete_now="Delete",
    delete_keep="Keep",
    deleted="The test set {name} is deleted.",
    empty_upload="The file is empty: choose one with questions.",
    already="A run is going: wait for it, or stop it first.",
    changed="This run cannot be gone on with, since the documents, the settings, the program or the set have changed: run the set anew.",
    elsewhere="Another program is going on with this run: wait until it has finished, then reload the page.",
    unwritable="The data folder cannot be written: ask your administrator to check its permissions and the free space.",
    disk="The results cannot be written to the disk: ask your administrator to check the free space, then go on with the run.",
    broken="Something went wrong: try again, and tell your administrator if it happens again.",
    unreachable="The program cannot be reached: check that it is still running, then try again.",
)

EVALUATION_TEXTS: Mapping[Language, EvaluationTexts] = {"vi": _VI, "en": _EN}
