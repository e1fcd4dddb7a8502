"""Saved web pages in the shapes that Vietnamese newspapers, portals and offices use: their facts, and what stands around these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """`facts` are words of the page that must be read; `around` such as stand around its matter and should not be."""

    name: str
    html: str
    facts: tuple[str, ...]
    around: tuple[str, ...] = ()


_LEAD = (
    "Ủy ban nhân dân thành phố An Hải giao Sở Xây dựng chủ trì trồng mới 12.500 cây xanh trong năm 2026, hoàn thành trước ngày 30/11/2026, "
    "với kinh phí 18,4 tỷ đồng từ ngân sách thành phố."
)
_SECOND = (
    "Theo kế hoạch, các quận rà soát vỉa hè, dải phân cách và khuôn viên trường học, lập danh mục vị trí trồng cây và gửi về "
    "Sở Xây dựng để tổng hợp trước ngày 15/4/2026."
)
_THIRD = (
    "Công ty Công viên cây xanh chịu trách nhiệm chăm sóc trong 24 tháng; cây chết phải được trồng lại "
    "trong vòng mười ngày kể từ khi phát hiện."
)
_OTHER = "Thành phố khởi công cầu vượt sông vào cuối năm theo kế hoạch đã được phê duyệt"

_MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Thời sự", "Kinh tế", "Pháp luật", "Giáo dục", "Đời sống"))

NEWSPAPER = WebPage(
    name="bao-dien-tu.html",
    html=f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>An Hải trồng 12.500 cây xanh - Báo Thành phố</title>
<meta property="og:type" content="article"><meta property="og:title" content="An Hải trồng 12.500 cây xanh">
<meta name="pubdate" content="2026-03-05T08:41:00+07:00"></head><body>
<header class="section top-header"><a href="/">Báo Thành phố</a><span class="time-now">Thứ năm, 5/3/2026</span></header>
<nav class="main-nav"><ul class="parent">{_MENU}</ul></nav>
<section class="section page-detail top-detail"><div class="container"><div class="sidebar-1">
<div class="header-content width_common"><ul class="breadcrumb"><li><a href="/thoi-su">Thời sự</a></li></ul>
<span class="date">Thứ năm, 5/3/2026, 08:41 (GMT+7)</span></div>
<h1 class="title-detail">An Hải trồng 12.500 cây xanh</h1>
<p class="description">{_LEAD}</p>
<article class="fck_detail"><p class="Normal">{_SECOND}</p>
<ul class="list-news"><li><a href="/1">{_OTHER}</a></li></ul>
<p class="Normal">Mỗi cây được cấp <strong>800.000 đồng</strong> tiền giống.</p>
<figure><img src="a.jpg"><figcaption>Hàng sao đen trên đường Trần Cao. Ảnh: Minh Hà</figcaption></figure>
<p class="Normal">{_THIRD}</p>
<table class="tbl"><tbody><tr><td>Quận</td><td>Số cây</td></tr><tr><td>Bắc Sơn</td><td>5.200</td></tr><tr><td>Nam Hải</td><td>4.100</td>
</tr>
<tr><td>Tân An</td><td>3.200</td></tr></tbody></table>
<p class="Normal author_mail"><strong>Lê Vân</strong></p></article>
<div class="footer-content width_common"><div class="social_pin"><a href="#">Facebook</a><a href="#">Twitter</a></div>
<div class="tags"><h4>Tags</h4><a href="/t1">cây xanh</a><a href="/t2">đô thị</a></div></div>
<div id="box_comment_vne" class="box_comment"><h3>Ý kiến</h3>
<p class="full_content">Tôi thấy trồng cây lá kim thì mùa hè đỡ nóng hơn nhiều,
mong thành phố làm thật nhanh.</p></div></div>
<div class="sidebar-2"><div class="box-category"><h2>Xem nhiều</h2><article class="item-news"><h3>
<a href="/2">Giá vàng tăng mạnh sáng nay</a></h3>
<p class="description">
<a href="/2">Mỗi lượng vàng miếng tăng thêm gần một triệu đồng so với phiên trước, lên mức cao nhất từ đầu năm.</a></p></article></div>
</div>
</div></section><footer class="footer"><p>Tổng biên tập: Phạm Hùng</p><p>Giấy phép số 12/GP-BTTTT</p><p>© 2026 Báo Thành phố</p></footer>
</body></html>""",
    facts=(_LEAD, _SECOND, "800.000 đồng", _THIRD, "5.200", "4.100", "3.200", "Hàng sao đen"),
    around=("Pháp luật", _OTHER, "lá kim", "Giá vàng", "vàng miếng", "Phạm Hùng", "12/GP-BTTTT", "Facebook"),
)

CITY_PORTAL = WebPage(
    name="cong-thong-tin-thanh-pho.html",
    html=f"""<html><head><meta charset="utf-8"><title>Kế hoạch trồng cây xanh năm 2026 - Cổng thông tin</title></head>
<body class="portal-page">
<div id="wrapper"><div id="banner"><h2><a href="/">CỔNG THÔNG TIN ĐIỆN TỬ THÀNH PHỐ AN HẢI</a></h2></div>
<div id="navigation"><ul>{_MENU}</ul></div>
<div class="columns-max" id="main-content"><div class="portlet-column"><div class="asset-full-content">
<div class="breadcrumb">Trang chủ &raquo; Chỉ đạo điều hành</div>
<div class="news-title">Kế hoạch trồng cây xanh năm 2026</div><div class="date-time">08:41 | 05/03/2026</div>
<div class="journal-content-article"><p style="text-align:justify">{_LEAD}</p><p style="text-align:justify">{_SECOND}</p>
<p>Phân bổ như sau:</p><p>- Quận Bắc Sơn: 5.200 cây.</p><p>- Quận Nam Hải: 4.100 cây.</p><p>- Quận Tân An: 3.200 cây.</p>
<p>Đường dây nóng: 0225 300 300, từ 7 giờ đến 21 giờ.</p><p style="text-align:justify">{_THIRD}</p></div>
<div class="taglib-social">Chia sẻ <a href="#">Zalo</a></div></div></div>
<div class="portlet-column right"><div class="portlet"><h3>Tin cùng chuyên mục</h3><ul><li><a href="/1">{_OTHER}</a></li>
<li><a href="/3">Họp báo quý I về tình hình kinh tế xã hội</a></li></ul></div></div></div>
<div id="footer"><p>CỔNG THÔNG TIN ĐIỆN TỬ THÀNH PHỐ AN HẢI</p><p>Chịu trách nhiệm nội dung: Chánh Văn phòng Ủy ban nhân dân thành phố</p>
<p>Trụ sở: 12 phố Hồ Sen</p></div></div></body></html>""",
    facts=(_LEAD, _SECOND, _THIRD, "5.200 cây", "4.100 cây", "3.200 cây", "0225 300 300", "Kế hoạch trồng cây xanh năm 2026"),
    around=("Pháp luật", _OTHER, "Họp báo", "Chánh Văn phòng", "12 phố Hồ Sen"),
)

GOVERNMENT = WebPage(
    name="trang-chinh-phu.html",
    html=f"""<html><head><meta charset="utf-8"><meta property="article:published_time" content="2026-03-05T08:41:00+07:00">
<title>Phê duyệt chương trình trồng cây</title></head><body>
<div class="header"><div class="header__logo"><a href="/">Trang chủ</a></div></div>
<div class="detail"><div class="detail-container"><h1 class="detail-title" data-role="title">Phê duyệt chương trình trồng cây</h1>
<div class="detail-time"><div data-role="publishdate">05/03/2026&nbsp;&nbsp;08:41</div></div>
<h2 class="detail-sapo" data-role="sapo">(Chinhphu.vn) - {_LEAD}</h2>
<div class="detail-content afcbc-body" data-role="content"><p>{_SECOND}</p>
<h3>Mục tiêu cụ thể</h3><p>Đến năm 2030:</p><ul><li>Diện tích cây xanh đạt 8 m2/người.</li><li>90% tuyến phố có cây bóng mát.</li></ul>
<h3>Kinh phí</h3><p>Giai đoạn 2026-2030 là 92 tỷ đồng.</p><p>{_THIRD}</p>
<div class="VCSortableInPreviewMode" type="RelatedOneNews"><a href="/1">{_OTHER}</a></div>
<p>Đề nghị các đơn vị báo cáo kết quả trước ngày 20 hằng tháng.</p><p><b>Thu Nga</b></p></div>
<div class="detail-related"><h3>Tin liên quan</h3><div><a href="/3">Họp báo quý I về tình hình kinh tế xã hội</a></div></div></div></div>
<div class="footer"><p>Bản quyền thuộc Cổng thông tin</p><p>Tổng Giám đốc: Phạm Hùng</p></div></body></html>""",
    facts=(_LEAD, _SECOND, _THIRD, "8 m2/người", "90% tuyến phố", "92 tỷ đồng", "ngày 20 hằng tháng"),
    around=(_OTHER, "Họp báo", "Phạm Hùng"),
)

_LAW_ROWS = "".join(
    f"<tr><td>{at}</td><td>{what}</td><td>{who}</td><td>{when}</td></tr>"
    for at, (what, who, when) in enumerate(
        (
            ("Rà soát vị trí", "Quận Bắc Sơn", "15/4/2026"),
            ("Cấp cây giống", "Công ty Công viên", "30/6/2026"),
            ("Trồng cây", "Sở Xây dựng", "30/11/2026"),
            ("Nghiệm thu", "Sở Tài chính", "15/12/2026"),
        ),
        1,
    )
)
LAW_LIBRARY = WebPage(
    name="thu-vien-van-ban.html",
    html=f"""<html><head><meta charset="utf-8"><title>Kế hoạch 15/KH-UBND 2026 trồng cây xanh An Hải</title></head><body>
<div id="ctl00_header"><div class="menu"><ul>{_MENU}</ul></div><div class="search">Tìm kiếm văn bản</div></div>
<div class="col-left" id="divThuocTinh"><h1>Kế hoạch 15/KH-UBND năm 2026 về trồng cây xanh</h1></div>
<div id="tab1" class="contentDoc"><div id="divContentDoc" class="content1"><div>
<table border="0" cellspacing="0" width="100%"><tr><td width="40%"><p align="center">
<b>ỦY BAN NHÂN DÂN<br>THÀNH PHỐ AN HẢI<br>-------</b></p></td>
<td><p align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br>---------------</b></p></td></tr>
<tr><td><p align="center">Số: 15/KH-UBND</p></td><td><p align="right"><i>An Hải, ngày 05 tháng 3 năm 2026</i></p></td></tr></table>
<p align="center"><b>KẾ HOẠCH</b></p><p align="center"><b>VỀ VIỆC TRỒNG CÂY XANH NĂM 2026</b></p>
<p>Căn cứ <a href="/luat">Luật Tổ chức chính quyền địa phương</a>;</p><p>I. MỤC TIÊU</p><p>{_LEAD}</p>
<p>II. PHÂN CÔNG</p>
<table border="1" cellspacing="0"><tr><td><b>TT</b></td><td><b>Nhiệm vụ</b></td><td><b>Đơn vị chủ trì</b></td><td><b>Thời hạn</b></td>
</tr>{_LAW_ROWS}</table>
<table border="0"><tr><td><p><b>Nơi nhận:</b><br>- Như trên;<br>- Lưu: VT.</p></td><td><p align="center">
<b>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br>Lê Văn Bình</b></p></td></tr></table>
</div></div></div>
<div class="right-col"><div class="vbLienQuan"><div class="tieude">Văn bản liên quan</div>
<p class="nqTitle"><a href="/2">Quyết định 77/QĐ-UBND năm 2025 về đơn giá trồng cây</a></p></div>
<div class="hoidap"><a href="/h">Đăng ký tài khoản để xem lược đồ</a></div></div>
<div id="footer">Đơn vị chủ quản: Công ty Thư Viện. Giấy phép số 27/GP-TTĐT.</div></body></html>""",
    facts=(
        _LEAD,
        "15/KH-UBND",
        "Lê Văn Bình",
        "Rà soát vị trí",
        "Cấp cây giống",
        "30/11/2026",
        "Sở Tài chính",
        "15/12/2026",
        "Luật Tổ chức chính quyền",
    ),
    around=("Pháp luật", "77/QĐ-UBND", "lược đồ", "27/GP-TTĐT"),
)

TABLE_ONLY = WebPage(
    name="chi-bang.html",
    html="""<html><head><meta charset="utf-8"><title>Bảng số liệu</title></head><body><table>
<tr><th>QUẬN</th><th>NĂM 2024</th><th>NĂM 2025</th><th>NĂM 2026</th></tr>
<tr><td>BẮC SƠN</td><td>120</td><td>135</td><td>150</td></tr><tr><td>NAM HẢI</td><td>210</td><td>240</td><td>275</td></tr>
<tr><td>TÂN AN</td><td>95</td><td>90</td><td>88</td></tr><tr><td>TỔNG CỘNG</td><td>425</td><td>465</td><td>513</td></tr></table></body>
</html>""",
    facts=("BẮC SƠN | 120 | 135 | 150", "NAM HẢI | 210 | 240 | 275", "TÂN AN | 95 | 90 | 88", "TỔNG CỘNG | 425 | 465 | 513"),
)

INTRANET = WebPage(
    name="mang-noi-bo.html",
    html=f"""<html><head><meta charset="utf-8"><title>Kế hoạch công tác tháng 3</title></head><body>
<div class="topbar"><a href="/">Trang chủ</a> | <a href="/mail">Thư điện tử</a> | <a href="/logout">Thoát</a></div>
<div class="content"><div class="print-area" id="print"><div class="note">Số: 08/KH-XD, ngày 02/3/2026</div>
<h1>KẾ HOẠCH CÔNG TÁC THÁNG 3</h1><p>{_SECOND}</p>
<div class="tab"><table class="table"><tr><td>TT</td><td>Việc</td><td>Phòng</td><td>Hạn</td></tr>
<tr><td>1</td><td>Kiểm kê cây</td><td>Kỹ thuật</td><td>10/3</td></tr><tr><td>2</td><td>Báo cáo quý</td><td>Kế hoạch</td><td>25/3</td>
</tr></table></div>
<div class="follow"><h2>Theo dõi</h2><p>Phòng Kỹ thuật báo cáo vào thứ Sáu hằng tuần.</p></div></div>
<div class="related"><h2>Văn bản liên quan</h2><p>Kế hoạch 02/KH-XD ngày 05/01/2026, kinh phí 350 triệu đồng.</p></div>
<div class="lien-he"><p>Liên hệ: bà Lê Vân, số máy lẻ 214.</p><p>Trụ sở: tầng 3, nhà B.</p></div></div></body></html>""",
    facts=(
        "08/KH-XD",
        _SECOND,
        "Kiểm kê cây",
        "10/3",
        "Báo cáo quý",
        "25/3",
        "thứ Sáu hằng tuần",
        "350 triệu đồng",
        "số máy lẻ 214",
        "tầng 3, nhà B",
    ),
    around=("Thư điện tử",),
)

SAVED_FROM_WORD = WebPage(
    name="luu-tu-word.html",
    html=f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<meta name="Generator" content="Microsoft Word 15">
<title>KE HOACH</title></head><body lang="VI"><div class="WordSection1">
<p class="MsoNormal">Số: 19/KH-PT</p><p class="MsoTitle">KẾ HOẠCH TRỰC TẾT</p><p class="MsoNormal">{_SECOND}</p>
<p class="MsoNormal">Hotline: 1900 0000 (24/24 giờ).</p><p class="MsoNormal">Điện thoại: 0225 300 301</p>
<p class="MsoNormal">Ca 1: 7 giờ đến 14 giờ.</p>
<table class="MsoNormalTable" border="1"><tr><td><p class="MsoNormal">Ngày</p></td><td><p class="MsoNormal">Người trực</p></td></tr>
<tr><td><p class="MsoNormal">15/02/2026</p></td><td><p class="MsoNormal">LÊ VĂN BÌNH</p></td></tr>
<tr><td><p class="MsoNormal">16/02/2026</p></td><td><p class="MsoNormal">TRẦN THỊ HÀ</p></td></tr>
<tr><td><p class="MsoNormal">16/02/2026</p></td><td><p class="MsoNormal">TRẦN THỊ HÀ</p></td></tr></table>
<p class="MsoNormal">Tin khác</p><p class="MsoNormal">Các phòng nộp báo cáo trước ngày 20/02/2026.</p></div></body></html>""",
    facts=("19/KH-PT", _SECOND, "1900 0000", "0225 300 301", "Ca 1", "15/02/2026 | LÊ VĂN BÌNH", "16/02/2026 | TRẦN THỊ HÀ", "20/02/2026"),
)

TEXT_AND_TABLES_APART = WebPage(
    name="bang-ben-duoi.html",
    html=f"""<html><head><meta charset="utf-8"><title>Tiến độ</title></head><body><div class="intro"><p>{_LEAD}</p><p>{_SECOND}</p></div>
<div class="data"><h2>Kết quả tháng 2</h2><table border="1"><tr><th>Quận</th><th>Đã trồng</th></tr><tr><td>Bắc Sơn</td><td>310</td></tr>
<tr><td>Nam Hải</td><td>275</td></tr></table></div><div class="extra"><ul><li>Cây sao đen: 200</li><li>Cây lim xẹt: 385</li></ul></div>
<div class="links"><ul><li><a href="a.pdf">Phụ lục I: danh mục 42 tuyến phố</a></li><li>
<a href="b.pdf">Phụ lục II: đơn giá cây giống</a></li></ul></div>
</body></html>""",
    facts=(_LEAD, _SECOND, "Bắc Sơn | 310", "Nam Hải | 275", "Cây sao đen: 200", "Cây lim xẹt: 385"),
)

LINK_LIST = WebPage(
    name="danh-muc-lien-ket.html",
    html="<html><head><meta charset='utf-8'><title>Danh mục kế hoạch</title></head><body><h1>Danh mục kế hoạch năm 2026</h1><ul>"
    + "".join(f'<li><a href="{at}.pdf">Kế hoạch {at}/KH-UBND về trồng {at}00 cây xanh</a></li>' for at in range(11, 15))
    + "</ul></body></html>",
    facts=("11/KH-UBND", "12/KH-UBND", "1300 cây", "1400 cây"),
)

TABLE_LAYOUT_PORTAL = WebPage(
    name="cong-bo-cu-bang.html",
    html=f"""<html><head><meta charset="utf-8"><title>Sở Xây dựng - Thông báo</title></head><body>
<table width="1000" align="center"><tr><td colspan="3"><img src="banner.jpg" alt=""></td></tr>
<tr><td width="180" valign="top"><table class="menuleft"><tr><td><a href="/a">Giới thiệu</a></td></tr><tr><td><a href="/b">Tin tức</a>
</td></tr>
<tr><td><a href="/c">Văn bản</a></td></tr><tr><td><a href="/d">Liên hệ</a></td></tr></table></td>
<td valign="top"><table><tr><td class="TieuDe">Thông báo lịch kiểm tra cây xanh</td></tr><tr><td class="Ngay">Ngày 05/03/2026</td></tr>
<tr><td class="NoiDung"><p>{_SECOND}</p><p>Đợt 1: quận Bắc Sơn, từ 10/3.</p><p>Đợt 2: quận Nam Hải, từ 17/3.</p><p>{_THIRD}</p>
<table border="1"><tr><td>Quận</td><td>Ngày</td><td>Số cây</td></tr><tr><td>Bắc Sơn</td><td>10/3</td><td>1.250</td></tr>
<tr><td>Nam Hải</td><td>17/3</td><td>1.480</td></tr></table></td></tr>
<tr><td><b>Các tin khác</b><ul><li><a href="/1">{_OTHER}</a> (01/03)</li><li><a href="/2">Họp giao ban tháng hai</a> (27/02)</li></ul>
</td></tr></table></td>
<td width="180"><b>Thăm dò ý kiến</b><br>Bạn thấy trang này thế nào?</td></tr>
<tr><td colspan="3" align="center">Bản quyền thuộc Sở Xây dựng thành phố. Điện thoại: 0225 111 222</td></tr></table></body></html>""",
    facts=("Thông báo lịch kiểm tra", "05/03/2026", _SECOND, "Đợt 1: quận Bắc Sơn", "từ 17/3", _THIRD, "1.250", "1.480"),
    around=("Giới thiệu", _OTHER, "Họp giao ban", "Bản quyền thuộc"),
)

BLOG_ENGINE = WebPage(
    name="trang-phuong.html",
    html=f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta property="og:type" content="article">
<meta property="og:title" content="Lịch thu gom rác cồng kềnh"><title>Lịch thu gom rác cồng kềnh &#8211; Phường Hồ Sen</title></head>
<body class="post-template single has-sidebar"><div id="page" class="site"><header id="masthead" class="site-header">
<div class="site-branding">
<p class="site-title"><a href="/">Phường Hồ Sen</a></p></div><nav id="site-navigation"><ul id="menu-chinh">{_MENU}</ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main"><article id="post-12" class="post hentry">
<header class="entry-header"><h1 class="entry-title">Lịch thu gom rác cồng kềnh</h1><div class="entry-meta">5 Tháng Ba, 2026</div>
</header>
<div class="entry-content"><p>{_SECOND}</p><ul><li>Tổ 1: sáng thứ Ba.</li><li>Tổ 2: chiều thứ Tư.</li></ul>
<p>Trụ sở: số 5 phố Trần Cao.</p><p>Hotline: 1800 0000.</p><p>Mức phí là 50.000 đồng một lần.</p>
<div class="wp-block-file"><a href="/f/lich.pdf">Lịch chi tiết từng ngõ</a></div></div>
<footer class="entry-footer"><span class="cat-links">Chuyên mục <a href="/tb">Thông báo</a></span></footer></article>
<nav class="post-navigation"><a href="/p">Bài trước: Họp tổ dân phố số 7</a></nav>
<div id="comments" class="comments-area"><h2>Một bình luận</h2><ol><li><p>Xin hỏi tủ cũ có phải tháo rời trước khi mang ra không ạ?</p>
</li></ol></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Bài viết mới</h2><ul><li><a href="/1">{_OTHER}</a></li></ul>
</section></aside></div>
<footer id="colophon" class="site-footer"><div class="site-info"><a href="/w">Chạy bằng phần mềm mã nguồn mở</a></div></footer></div>
</body></html>""",
    facts=(
        "Lịch thu gom rác cồng kềnh",
        _SECOND,
        "Tổ 1: sáng thứ Ba",
        "Tổ 2: chiều thứ Tư",
        "số 5 phố Trần Cao",
        "1800 0000",
        "50.000 đồng",
    ),
    around=("Pháp luật", "số 7", "tủ cũ", _OTHER, "mã nguồn mở"),
)

_CARDS = "".join(
    f'<div class="story"><a class="story__thumb" href="/{at}"></a><h3 class="story__title"><a href="/{at}">{_OTHER} lần {at}</a></h3>'
    f'<div class="story__sapo">Nhà thầu đã huy động đủ máy móc và hơn ba trăm công nhân cho gói thầu số {at} của dự án này.</div></div>'
    for at in range(1, 5)
)
CARD_PAPER = WebPage(
    name="bao-the-tin.html",
    html=f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Trồng 12.500 cây xanh - Báo Mới An Hải</title>
<meta property="og:title" content="Trồng 12.500 cây xanh">
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle",
"datePublished":"2026-03-05T08:41:00+07:00"}}</script></head><body><div class="site-header"><a href="/">Báo Mới An Hải</a></div>
<div class="l-main"><div class="article"><h1 class="article__title">Trồng 12.500 cây xanh</h1>
<div class="article__meta">05/03/2026 08:41 GMT+7</div>
<div class="article__sapo">ANO - {_LEAD}</div><div class="article__body"><div><p>{_SECOND}</p>
<p>“Chúng tôi bảo đảm tiến độ”, ông Lê Văn Bình nói.</p>
<blockquote>Mỗi gia đình được nhận tối đa hai cây giống, đăng ký tại phường trước ngày 20/3.</blockquote><p>{_THIRD}</p></div></div>
<div class="article__author">Minh Hà</div><div class="article__tag"><a href="/t1">cây xanh</a>, <a href="/t2">An Hải</a></div></div>
<div class="zone"><h2 class="zone__heading">Tin liên quan</h2>{_CARDS}</div><div class="zone"><h2>Đừng bỏ lỡ</h2>{_CARDS}</div></div>
<div class="site-footer">Tổng biên tập: Phạm Hùng. Giấy phép hoạt động báo điện tử số 99.</div></body></html>""",
    facts=("Trồng 12.500 cây xanh", _LEAD, _SECOND, "ông Lê Văn Bình", "hai cây giống", _THIRD),
    around=("lần 3", "gói thầu số 2", "Phạm Hùng"),
)

WIKI = WebPage(
    name="so-tay-noi-bo.html",
    html="""<html><head><meta charset="utf-8"><title>Quy trình chăm cây - Sổ tay</title></head><body class="mediawiki">
<div id="mw-navigation"><div id="p-navigation"><h3>Điều hướng</h3><ul><li><a href="/1">Trang Chính</a></li><li>
<a href="/2">Ngẫu nhiên</a></li>
<li><a href="/3">Trợ giúp</a></li></ul></div></div><div id="content" role="main"><h1 id="firstHeading">Quy trình chăm cây</h1>
<div id="bodyContent"><div id="toc"><h2>Mục lục</h2><ul><li><a href="#a">Tưới nước</a></li><li><a href="#b">Bón phân</a></li></ul></div>
<h2 id="a">Tưới nước</h2><p>Cây mới trồng tưới hai lần mỗi ngày.</p><h2 id="b">Bón phân</h2><p>Bón lót 5 kg phân hữu cơ một hố.</p>
<dl><dt>Mùa khô</dt><dd>Tưới ba lần mỗi ngày.</dd></dl><pre>Mẫu 3: Nhật ký chăm sóc</pre>
<table class="wikitable"><tr><th>Loài</th><th>Khoảng cách</th></tr><tr><td>Sao đen</td><td>8 m</td></tr><tr><td>Lim xẹt</td><td>6 m</td>
</tr></table></div></div>
<div id="footer"><ul><li>Trang này được sửa lần cuối ngày 02/3/2026.</li><li>Người phụ trách: Trần Thị Hà, máy lẻ 305.</li></ul></div>
</body></html>""",
    facts=("hai lần mỗi ngày", "5 kg phân hữu cơ", "Mùa khô", "ba lần mỗi ngày", "Mẫu 3", "Sao đen | 8 m", "Lim xẹt | 6 m", "máy lẻ 305"),
    around=("Ngẫu nhiên",),
)

SHEET_EXPORT = WebPage(
    name="xuat-tu-bang-tinh.html",
    html="""<html><head><meta charset="utf-8"><title></title><style>td{border:1px solid}</style></head><body>
<div class="ritz grid-container" dir="ltr">
<table class="waffle" cellspacing="0"><thead><tr><th></th><th>A</th><th>B</th><th>C</th></tr></thead><tbody>
<tr><th>1</th><td>KINH PHÍ</td><td>2025</td><td>2026</td></tr><tr><th>2</th><td>CÂY XANH</td><td>1.200</td><td>1.350</td></tr>
<tr><th>3</th><td>CHIẾU SÁNG</td><td>800</td><td>800</td></tr><tr><th>4</th><td>CHIẾU SÁNG</td><td>800</td><td>800</td></tr>
<tr><th>5</th><td>HOTLINE:</td><td>1900 0000</td><td></td></tr></tbody></table></div></body></html>""",
    facts=("CÂY XANH | 1.200 | 1.350", "CHIẾU SÁNG | 800 | 800", "1900 0000"),
)

MAIL = WebPage(
    name="thu-dien-tu.html",
    html=f"""<html><head><meta charset="utf-8"><title>Thư</title></head><body><div class="gmail_quote"><div>
<b>Từ:</b> Phòng Kỹ thuật</div>
<div><b>Chủ đề:</b> Lịch trồng cây</div><div dir="ltr"><div>Kính gửi các phòng,</div><div><br></div><div>{_SECOND}</div>
<div><span>Hạn gửi danh mục: </span><span><b>15/4/2026</b></span></div><div>Xem thêm</div><div>Phụ lục 2 nêu mức chi 350 triệu đồng</div>
<div class="footer">Trân trọng, Trần Thị Hà - ĐT: 0225 300 305</div></div></div></body></html>""",
    facts=("Lịch trồng cây", _SECOND, "15/4/2026", "350 triệu đồng", "0225 300 305"),
)

NOTICE_WITH_TAGS = WebPage(
    name="thong-bao-the-html5.html",
    html=f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Thông báo</title></head><body><header>
<p>ỦY BAN NHÂN DÂN PHƯỜNG HỒ SEN</p>
<p>Số: 21/TB-UBND</p></header><main><h1>THÔNG BÁO</h1><p>{_SECOND}</p><aside>Lưu ý: mang theo căn cước công dân.</aside>
<section class="tags"><h2>Nhóm đối tượng</h2><p>Hộ nghèo: miễn phí. Hộ khác: 50.000 đồng.</p></section></main>
<footer><p>Nơi nhận: Như trên; Lưu VT.</p><p>KT. CHỦ TỊCH</p><p>Nguyễn Thị Thu</p></footer></body></html>""",
    facts=("21/TB-UBND", _SECOND, "căn cước công dân", "50.000 đồng", "Nguyễn Thị Thu"),
)

GRID_PAPER = WebPage(
    name="bao-luoi.html",
    html=f"""<html><head><meta charset="utf-8"><title>Trồng cây ở An Hải | Báo An Hải mới</title>
<meta property="og:type" content="website"></head><body>
<div class="c-header"><a href="/">Báo An Hải mới</a><div class="c-nav"><ul>{_MENU}</ul></div></div><div class="l-content">
<div class="c-detail-head"><span>Chính trị</span>
<h1 class="c-detail-head__title">Trồng cây ở An Hải</h1><div class="c-detail-head__row">Hà My 05/03/2026 - 08:41</div></div>
<div class="desc">{_LEAD}</div><div class="b-maincontent"><p>{_SECOND}</p><table align="center"><tbody><tr><td><img src="a.jpg"></td>
</tr><tr><td>Công nhân trồng cây trên phố Trần Cao. Ảnh: MH</td></tr></tbody></table>
<p>{_THIRD}</p><p>* Đường dây nóng tiếp nhận phản ánh: 0225 300 300.</p></div>
<div class="c-widget-tags"><ul><li><a href="/t">cây xanh</a></li><li><a href="/u">đô thị</a></li></ul></div>
<div class="c-box"><div class="c-box__title">Tin mới cập nhật</div><div class="b-grid"><div class="b-grid__title">
<a href="/1">{_OTHER}</a></div></div><div class="b-grid"><div class="b-grid__title">
<a href="/2">Xử phạt 12 tài xế vi phạm nồng độ cồn</a></div></div></div></div>
<div class="c-footer"><p>Cơ quan chủ quản: Thành ủy An Hải</p><p>Tổng Biên tập: Phạm Hùng</p></div></body></html>""",
    facts=(_LEAD, _SECOND, _THIRD, "0225 300 300", "Công nhân trồng cây", "Trồng cây ở An Hải"),
    around=(_OTHER, "nồng độ cồn", "Phạm Hùng", "Pháp luật"),
)

SERVICE_PORTAL = WebPage(
    name="dich-vu-cong.html",
    html=f"""<html><head><meta charset="utf-8"><title>Thủ tục cấp phép chặt hạ cây xanh</title></head><body><header><div class="logo">
<a href="/">Cổng dịch vụ công</a></div><nav><ul>{_MENU}</ul></nav></header>
<div class="container"><ol class="breadcrumb"><li><a href="/">Trang chủ</a></li><li>Thủ tục</li></ol><div class="panel">
<h3>Mã thủ tục:</h3><div>1.002693</div><h3>Thời hạn giải quyết</h3><div>15 ngày làm việc</div>
<h3>Phí</h3><div class="list-expand"><table class="table-data"><tr><th>Hình thức nộp</th><th>Thời hạn</th><th>Phí</th></tr><tr>
<td>Trực tiếp</td><td>15 ngày</td><td>Không</td></tr><tr><td>Trực tuyến</td><td>12 ngày</td><td>20.000 đồng</td></tr></table></div>
<h3>Căn cứ pháp lý</h3><ul><li><a href="/vb/64">Nghị định 64/2010/NĐ-CP</a></li><li><a href="/vb/20">Thông tư 20/2005/TT-BXD</a></li>
</ul><h3>Cơ quan thực hiện</h3><p>Sở Xây dựng</p>
<details><summary>Điều kiện</summary><p>Cây đã chết hoặc nguy hiểm.</p></details></div></div><footer>
<p>Tổng đài hỗ trợ: <a href="tel:19001009">1900 1009</a></p></footer></body></html>""",
    facts=(
        "1.002693",
        "15 ngày làm việc",
        "Trực tuyến | 12 ngày | 20.000 đồng",
        "64/2010/NĐ-CP",
        "20/2005/TT-BXD",
        "Sở Xây dựng",
        "nguy hiểm",
        "1900 1009",
    ),
    around=("Pháp luật",),
)

TEAM_SITE = WebPage(
    name="trang-nhom.html",
    html="""<html><head><meta charset="utf-8"><title>Lịch công tác tuần</title></head><body><form id="aspnetForm">
<div id="s4-ribbonrow"><a href="#">Trang</a> <a href="#">Thư viện</a> <a href="#">Duyệt</a></div>
<div id="s4-workspace"><div id="s4-titlerow"><h1>Lịch công tác tuần 10</h1></div><div id="s4-bodyContainer"><div id="sideNavBox">
<ul class="root"><li><a href="/a"><span>Tài liệu</span></a></li><li><a href="/b"><span>Danh bạ</span></a></li><li><a href="/c">
<span>Biểu mẫu</span></a></li></ul></div>
<div id="contentBox"><div class="ms-rtestate-field"><p><strong>Thứ Hai (09/3):</strong> 8h00 họp giao ban tại phòng 302.</p><p>
<strong>Thứ Ba (10/3):</strong> kiểm tra cây xanh quận Bắc Sơn.</p><p>THỨ TƯ (11/3)</p><p>THỨ TƯ (11/3)</p><p>&nbsp;</p>
<ul><li>9h: tiếp công dân</li><li>14h: <a href="/ke-hoach-15">Kế hoạch 15/KH-UBND</a></li></ul></div></div></div></div></form></body>
</html>""",
    facts=(
        "8h00 họp giao ban tại phòng 302",
        "Bắc Sơn",
        "THỨ TƯ (11/3) THỨ TƯ (11/3)",
        "9h: tiếp công dân",
        "15/KH-UBND",
        "Lịch công tác tuần 10",
    ),
    around=("Danh bạ",),
)

QUESTIONS = WebPage(
    name="hoi-dap.html",
    html=f"""<html><head><meta charset="utf-8"><title>Hỏi đáp về trồng cây</title><meta property="og:type" content="article"></head>
<body><div class="nav"><ul>{_MENU}</ul></div>
<main><h1>Hỏi đáp về trồng cây</h1><div class="qa"><h3><a href="/q/1">Hỏi: nhà tôi được mấy cây?</a></h3>
<p>Đáp: mỗi hộ tối đa hai cây giống.</p></div><div class="qa"><h3>Hỏi: đăng ký ở đâu?</h3><p>Đáp: tại phường, trước ngày 20/3.</p></div>
<div class="qa"><h3>Hỏi: có mất phí không?</h3><p>Đáp: không mất phí.</p></div><p>{_SECOND}</p></main></body></html>""",
    facts=("tối đa hai cây giống", "trước ngày 20/3", "không mất phí", _SECOND),
    around=("Pháp luật",),
)

PLAN_ON_A_SITE = WebPage(
    name="ke-hoach-tren-cong.html",
    html=f"""<html><head><meta charset="utf-8"><meta property="og:type" content="article">
<meta property="og:title" content="Kế hoạch số 15/KH-UBND"><title>Kế hoạch số 15/KH-UBND</title></head><body><div id="menu">
<ul>{_MENU}</ul></div>
<div class="entry"><p>ỦY BAN NHÂN DÂN<br>PHƯỜNG HỒ SEN</p><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</p>
<p>Số: 15/KH-UBND</p><p>Hồ Sen, ngày 05 tháng 3 năm 2026</p><p>KẾ HOẠCH</p><p>Trồng cây năm 2026</p>
<p>1. Mục tiêu: {_LEAD}</p><p>2. Liên hệ</p><p>Đường dây nóng: 1800 0000</p><p>Trụ sở: 5 Trần Cao</p><p>3. Kinh phí</p>
<table border="1"><tr><td>MỤC</td><td>TIỀN</td></tr><tr><td>CÂY</td><td>120</td></tr><tr><td>CÂY</td><td>120</td></tr></table>
<p>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br>Trần Thị Hà</p></div><div class="more"><h4>Tin liên quan</h4><p><a href="/1">{_OTHER}</a></p><p>
<a href="/2">Xử phạt 12 tài xế</a></p></div></body></html>""",
    facts=("15/KH-UBND", _LEAD, "1800 0000", "5 Trần Cao", "CÂY | 120 CÂY | 120", "Trần Thị Hà"),
    around=(_OTHER, "tài xế", "Pháp luật"),
)

PAGES = (
    *(NEWSPAPER, CITY_PORTAL, GOVERNMENT, LAW_LIBRARY, TABLE_ONLY, INTRANET, SAVED_FROM_WORD, TEXT_AND_TABLES_APART, LINK_LIST),
    *(TABLE_LAYOUT_PORTAL, BLOG_ENGINE, CARD_PAPER, WIKI, SHEET_EXPORT, MAIL, NOTICE_WITH_TAGS),
    *(GRID_PAPER, SERVICE_PORTAL, TEAM_SITE, QUESTIONS, PLAN_ON_A_SITE),
)
