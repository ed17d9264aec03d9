"""Short news of two stories and of none, with copies, for tests of related articles and copies."""

from typing import NamedTuple

from articles import indexing
from articles.models import Article, ArticleIndex, Corpus, ShinglePosting, Term, TermPosting
from tests.factories import ArticleFactory, CategoryFactory


class Story(NamedTuple):
    title: str
    text: str  # one paragraph a line


# One story: a park delivers its first factories.
PARK = [
    Story(
        "横塘五金产业园首期厂房交付",
        "横塘五金产业园首期六栋厂房昨日交付，二十家企业的负责人在现场领到钥匙。\n"
        "园区首层层高八米，每平方米承重两吨，是目前全镇承重最大的一批厂房。\n"
        "二期计划下月动工，预计明年年底封顶，届时还会建成食堂和宿舍。",
    ),
    Story(
        "二十家企业进驻横塘五金产业园",
        "锁具厂的陈老板在横塘五金产业园有了新家，旧厂房的电梯只能载两吨，模具要拆开搬运。\n"
        "与他同批进驻的企业多半做合页和滑轨，订单已经排到秋天，工人宿舍下周启用。",
    ),
    Story(
        "横塘五金产业园二期厂房开售",
        "横塘五金产业园二期厂房今起接受认购，首付三成，余款分五年付清。\n"
        "银行同时为五金企业提供设备贷款，利率下调半个百分点，已经收到四十一份意向书。",
    ),
    Story(
        "探访横塘五金产业园：货梯直达每一层",
        "记者走进横塘五金产业园，十吨货梯正把冲床送上四楼。\n"
        "承建方说，五金厂房从拿地到交付只用了十四个月，雨季里也是六天完成一层。",
    ),
    Story(
        "横塘五金产业园将开通接驳专线",
        "公交公司表示，从横塘五金产业园到轻轨站的专线下月开通，早晚高峰每十五分钟一班。\n"
        "五金产业园的厂房交付以后，上下班的工人会增加三千人。",
    ),
]
# Another: a fair of lamps.
LAMPS = [
    Story(
        "古镇灯饰展吸引八万名采购商",
        "第三十届古镇灯饰展昨晚落幕，四天里有八万名采购商到场，比上届多两成。\n"
        "展馆里最热闹的是智能灯饰，语音控制的吊灯一亮相就被订走三千套。\n"
        "主办方透露，下届灯饰展将增设户外照明专区。",
    ),
    Story(
        "海外买家组团来古镇灯饰展下单",
        "来自中东的买家在古镇灯饰展上签下水晶吊灯合同，货柜月底从南沙港出发。\n"
        "翻译小李说，灯饰展四天里他陪了十一个采购团。",
    ),
    Story(
        "古镇灯饰展上的新材料",
        "石墨烯散热片、可降解灯罩出现在古镇灯饰展，设计师称新材料让灯饰轻了一半。\n"
        "采购商最关心价格，厂家答复量产以后可降三成。",
    ),
    Story(
        "灯饰展带旺古镇酒店",
        "古镇灯饰展期间酒店入住率达到九成八，不少采购商只好住到邻镇。\n"
        "镇里加开夜班巴士，接送看展的灯饰商户，餐馆营业到凌晨两点。",
    ),
    Story(
        "古镇灯饰展新增直播专区",
        "四十位主播在古镇灯饰展的直播间里同时开播，一盏落地灯半小时卖出五千件。\n"
        "灯饰商户说，线上订单第一次超过了采购商的现场订单。",
    ),
]
# A near-copy of the first of PARK: other title, an introduction, one word replaced.
COPY = Story(
    "横塘：二十家企业喜提新厂房",
    "本报讯\n" + PARK[0].text.replace("昨日", "日前"),
)
# The first of LAMPS stands whole in a longer one of another kind.
DIGEST = Story(
    "一周要闻：水利、教育与会展",
    "东河水闸改造本周完工，新闸门可以抵御五十年一遇的洪水，沿岸三个村庄不再受淹。\n"
    "教育局公布秋季学位方案，新增两所小学和一所初中，外来务工人员的孩子可以凭居住证报名。\n"
    "卫生站开始为六十五岁以上的老人免费体检，项目包括心电图、血常规和眼底检查，持续到九月底。\n"
    "图书馆延长开放到晚上十点，二楼新辟的自习室有两百个座位，周末还有绘本朗读和木工课。\n"
    + LAMPS[0].text,
)
OTHERS = [
    Story("南岸龙舟赛十二支队伍竞渡", "南岸举行龙舟赛，十二支队伍在三公里的河道上竞渡。"),
    Story("台风海葵预计周三登陆", "气象台发布蓝色预警，台风周三登陆，渔船全部回港。"),
    Story(
        "深中通道日均车流破十万",
        "深中通道开通满百日，客运班线把两岸连成一小时生活圈。",
    ),
]
ALL = [*PARK, *LAMPS, COPY, DIGEST, *OTHERS]


def markup(story: Story) -> str:
    return "".join(f"<p>{line}</p>" for line in story.text.split("\n"))


def write(story: Story, **fields) -> Article:
    """Store a story, public unless ``fields`` say otherwise, and leave the index alone."""
    return ArticleFactory(**{"title": story.title, "body": markup(story)} | fields)


def publish(story: Story, **fields) -> Article:
    """Store a story as an editor would: into the index, too."""
    article = write(story, **fields)
    indexing.index_article(article)
    return article


def listed(article: Article) -> list[int]:
    """The stored list of an article, as numbers."""
    stored = ArticleIndex.objects.values_list("related", flat=True).get(pk=article.pk)
    return [pk for pk, _ in indexing.unpack_list(bytes(stored))]


def groups() -> dict[int, int]:
    return dict(ArticleIndex.objects.values_list("pk", "copy_group"))


def counts() -> tuple[int, dict[str, int]]:
    """How many articles there are, and how many have each term, of those that any has."""
    terms = Term.objects.filter(articles__gt=0).values_list("text", "articles")
    return Corpus.load().articles, dict(terms)


def stray_postings() -> set[int]:
    """The postings in the tables that no index row accounts for, and those that are missing."""
    terms, shingles = set(), set()
    for row in ArticleIndex.objects.all():
        for keys, own in zip((terms, shingles), indexing.posting_keys_of(row), strict=True):
            keys |= own
    return (terms ^ set(TermPosting.objects.values_list("pk", flat=True))) | (
        shingles ^ set(ShinglePosting.objects.values_list("pk", flat=True))
    )


def payload(story: Story, **changes) -> dict:
    """What the admin's form sends for a draft of a story."""
    fields = {"title": story.title, "body": markup(story), "status": "draft"}
    for formset in ("related_choices", "old_addresses"):
        fields |= {f"{formset}-TOTAL_FORMS": 0, f"{formset}-INITIAL_FORMS": 0}
    return fields | {"category": CategoryFactory().pk} | changes
